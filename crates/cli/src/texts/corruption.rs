//! Messages: corruption of an index and its repair. English is the library's own; a variant without Chinese does not compile.

use jianbao::index::{Corruption, CorruptionKind, Loss, Repair};

use crate::language::{self, Language};

/// The file and its problem, in the language of this process.
pub(crate) fn said(damage: &Corruption) -> String {
    match language::current() {
        Language::English => damage.to_string(),
        Language::Chinese => format!("{}：{}", damage.file, flaw(&damage.kind)),
    }
}

/// A loss of a rebuild, in the language of this process.
pub(crate) fn loss(loss: &Loss) -> String {
    match language::current() {
        Language::English => loss.to_string(),
        Language::Chinese => loss_in_chinese(loss),
    }
}

/// The repair of an index.
pub(crate) fn remedy(remedy: Repair) -> String {
    match language::current() {
        Language::English => remedy.to_string(),
        Language::Chinese => remedy_in_chinese(remedy).to_owned(),
    }
}

fn flaw(flaw: &CorruptionKind) -> String {
    match flaw {
        CorruptionKind::Missing => "文件缺失".to_owned(),
        CorruptionKind::Unreadable { why } => format!("无法读取：{why}"),
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
        CorruptionKind::Told(words) => words.clone(),
    }
}

fn remedy_in_chinese(remedy: Repair) -> &'static str {
    match remedy {
        Repair::Rebuild => "保存的文章完好：用 `jianbao index --rebuild` 重建索引",
        Repair::RebuildWithWords => {
            "保存的文章完好，自定义词典已损坏：用 `jianbao index --rebuild --dict 文件` 重新给出词典并重建索引（没有词典就给一个空文件）"
        }
        Repair::Sources => {
            "保存的文章也有损坏：用 `jianbao index --rebuild` 保留完好的文章并列出其余的；再用 `jianbao index 路径...` 重新读取它们所在的文件"
        }
    }
}

fn loss_in_chinese(loss: &Loss) -> String {
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
        Loss::Origins { articles, listed_in } => {
            format!(
                "{listed_in} 损坏，无法确定 {articles} 篇文章来自哪些文件：那些文件变动时，这些文章不会更新"
            )
        }
    }
}
