//! What is the matter with an index, and what mends it. English is the library's own; a variant without Chinese does not
//! compile.

use jianbao::{Damage, Flaw, Remedy};

use crate::language::{self, Language};

/// The file and what is the matter with it, in the language of this process.
pub(crate) fn said(damage: &Damage) -> String {
    match language::current() {
        Language::English => damage.to_string(),
        Language::Chinese => format!("{}：{}", damage.file, flaw(&damage.problem)),
    }
}

/// What mends an index.
pub(crate) fn remedy(remedy: Remedy) -> String {
    match language::current() {
        Language::English => remedy.to_string(),
        Language::Chinese => remedy_in_chinese(remedy).to_owned(),
    }
}

fn flaw(flaw: &Flaw) -> String {
    match flaw {
        Flaw::Missing => "文件不见了".to_owned(),
        Flaw::Unreadable { why } => format!("读不出来：{why}"),
        Flaw::BrokenSeal => "与封印不符".to_owned(),
        Flaw::Unknown => "没有写入时的记录可查".to_owned(),
        Flaw::OtherLength { found, written } => format!("有 {found} 字节，写入的是 {written} 字节"),
        Flaw::OtherBytes => "字节与写入的不同".to_owned(),
        Flaw::OtherCount { found, expected } => format!("有 {found} 篇文章，应有 {expected} 篇"),
        Flaw::NoId { document } => format!("第 {document} 篇没有编号"),
        Flaw::SameId { id } => format!("有两篇的编号都是 {id}"),
        Flaw::BadArticle { document, why } => format!("第 {document} 篇：{why}"),
        Flaw::More { count } => format!("另有 {count} 篇损坏"),
        Flaw::TooManyOfFile { articles, file, had } => {
            format!("有 {articles} 篇来自 {file}，那里只有过 {had} 篇")
        }
        Flaw::Told(words) => words.clone(),
    }
}

fn remedy_in_chinese(remedy: Remedy) -> &'static str {
    match remedy {
        Remedy::Rebuild => "存下的文章完好：`jianbao index --rebuild` 用它们重新建立索引",
        Remedy::RebuildWithWords => {
            "存下的文章完好，自己的词则不然：`jianbao index --rebuild --dict 文件` 用你给的词重新建立索引（没有就给空文件）"
        }
        Remedy::Sources => {
            "存下的文章也有损坏：用 `jianbao --index 目录 index 路径...` 把原文件重新索引到另一个目录"
        }
    }
}
