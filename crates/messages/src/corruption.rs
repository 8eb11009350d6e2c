//! Corruption of an index, its repair, and losses.

use jianbao::index::{Corruption, CorruptionKind, Loss, Repair};

use crate::language::message;

message!(
    Corruption => of_corruption,
    CorruptionKind => of_kind,
    Repair => of_repair,
    Loss => of_loss,
);

fn of_corruption(corruption: &Corruption) -> String {
    format!("{}：{}", corruption.file, of_kind(&corruption.kind))
}

fn of_kind(kind: &CorruptionKind) -> String {
    match kind {
        CorruptionKind::Missing => "文件缺失".to_owned(),
        CorruptionKind::Unreadable { why } => format!("无法读取：{why}"),
        CorruptionKind::Invalid { why } => format!("内容无效：{why}"),
        CorruptionKind::Contradiction { why } => format!("各文件互相矛盾：{why}"),
        CorruptionKind::BrokenSeal => "校验和不符".to_owned(),
        CorruptionKind::OfAnotherIndex => "属于另一个索引".to_owned(),
        CorruptionKind::NoName { name } => format!("写有 {name:?}，索引中不会有这样的文件"),
        CorruptionKind::Unknown => "没有写入时的校验记录".to_owned(),
        CorruptionKind::OtherLength { found, written } => {
            format!("现有 {found} 字节，写入时为 {written} 字节")
        }
        CorruptionKind::OtherBytes => "内容与写入时不同".to_owned(),
        CorruptionKind::OtherCount { found, expected } => format!("现有 {found} 篇文章，应有 {expected} 篇"),
        CorruptionKind::NoId { document } => format!("第 {document} 篇没有编号"),
        CorruptionKind::SameId { id } => format!("有两篇文章的编号都是 {id}"),
        CorruptionKind::BadArticle { document, why } => format!("第 {document} 篇：{why}"),
        CorruptionKind::More { count } => format!("另有 {count} 篇损坏"),
        CorruptionKind::TooManyOfFile { articles, file, had } => {
            format!("有 {articles} 篇文章来自 {file}，而该文件只有过 {had} 篇")
        }
        other => other.to_string(),
    }
}

fn of_repair(repair: &Repair) -> String {
    let said = match repair {
        Repair::Rebuild => "保存的文章完好：重建索引即可",
        Repair::RebuildWithWords => {
            "保存的文章完好，自定义词典已损坏：重新给出词典并重建索引（没有词典就给一个空的）"
        }
        Repair::Sources => {
            "保存的文章也有损坏：重建索引会保留完好的文章并列出其余的；再重新读取它们所在的文件"
        }
        other => return other.to_string(),
    };
    said.to_owned()
}

fn of_loss(loss: &Loss) -> String {
    match loss {
        Loss::Article { id, file, stored_in } => {
            let file = file.as_deref().map(|file| format!("（来自 {file}）")).unwrap_or_default();
            let id = id.as_deref().map_or_else(|| "一篇文章".to_owned(), |id| format!("文章 {id}"));
            format!("{id}{file}已丢失：{stored_in} 损坏")
        }
        Loss::Articles { count, stored_in } => {
            format!("丢失 {count} 篇文章，无法确定是哪些：{stored_in} 损坏")
        }
        Loss::Removals { count, listed_in } => {
            format!("{listed_in} 损坏，无法确定哪 {count} 篇已被移除或替换：其中没有新版本的文章会重新出现")
        }
        Loss::FileTable { listed_in } => {
            format!(
                "{listed_in} 损坏，无法确定各文件何时读取过：下次会全部重新读取，其中移除过的文章也会恢复"
            )
        }
        Loss::Fields { listed_in } => {
            format!("声明过哪些自定义字段已无法得知（{listed_in} 已损坏）：重新声明即可，文章里的键都在")
        }
        Loss::Origins { articles, listed_in } => {
            format!(
                "{listed_in} 损坏，无法确定 {articles} 篇文章来自哪些文件：那些文件变动时，这些文章不会更新"
            )
        }
        other => other.to_string(),
    }
}
