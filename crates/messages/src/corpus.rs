//! Errors of the views over a corpus.

use jianbao::corpus::{CorpusError, UnknownPeriod, UnknownSortKey};

use crate::language::message;
use crate::{Language, Message};

message!(
    CorpusError => of_view,
    UnknownSortKey => of_sort_key,
    UnknownPeriod => of_period,
);

fn of_view(error: &CorpusError) -> String {
    match error {
        CorpusError::NoText => "查询里没有可以定位的文字".to_owned(),
        CorpusError::Empty => "要核对的文字是空的".to_owned(),
        CorpusError::TooLong { bytes, max_bytes } => {
            format!("要核对的文字长 {bytes} 字节，超过上限 {max_bytes} 字节")
        }
        CorpusError::TooManyQueries { queries, max_queries } => {
            format!("一次最多 {max_queries} 个查询，给出了 {queries} 个")
        }
        CorpusError::NgramLength { min_words, max_words, limit } => {
            format!("词串长度 {min_words} 到 {max_words} 不可用：长度为 1 到 {limit} 个词，较小的在前")
        }
        CorpusError::TooMuchText { max_words } => {
            format!("文章的词和标点总数超过 {max_words}，请缩小文章范围")
        }
        CorpusError::Index(error) => error.message(Language::Chinese),
        other => other.to_string(),
    }
}

fn of_sort_key(error: &UnknownSortKey) -> String {
    format!("没有排序项 {}：可用 left1、right1、left2 等，以及 date、source、random:种子", error.name())
}

fn of_period(error: &UnknownPeriod) -> String {
    format!("没有时段 {}：可用 year、quarter、month、week、day", error.name())
}
