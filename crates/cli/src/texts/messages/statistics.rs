//! Messages: statistics of an index.

use jianbao::analysis::{Fingerprint, Hmm};

use crate::texts::{both, either};

/// The heading of a row of `stats`.
pub(crate) fn stats_row(row: StatsRow) -> &'static str {
    match row {
        StatsRow::Index => either("index", "索引"),
        StatsRow::Articles => either("articles", "文章"),
        StatsRow::Files => either("files", "文件"),
        StatsRow::Size => either("size", "大小"),
        StatsRow::Segments => either("segments", "段"),
        #[cfg(feature = "remote")]
        StatsRow::Shards => either("shards", "分片"),
        StatsRow::Dates => either("dates", "日期"),
        StatsRow::Sequence => either("last added", "最新编号"),
        StatsRow::Fields => either("fields", "自定义字段"),
        StatsRow::Analyzer => either("analyzer", "分析器"),
    }
}

/// A row of `stats`.
#[derive(Clone, Copy, Debug)]
pub(crate) enum StatsRow {
    /// The location of the index.
    Index,
    /// The number of articles.
    Articles,
    /// The number of files, and their bytes.
    Files,
    /// The size of the index in bytes.
    Size,
    /// The number of segments.
    Segments,
    /// The number of shards of an index in a cluster.
    #[cfg(feature = "remote")]
    Shards,
    /// The oldest and the newest day.
    Dates,
    /// The number of the last added article.
    Sequence,
    /// The fields of one's own.
    Fields,
    /// The analyzer's fingerprint.
    Analyzer,
}

/// From one day to another.
pub(crate) fn from_to(oldest: impl std::fmt::Display, newest: impl std::fmt::Display) -> String {
    both(format_args!("{oldest} to {newest}"), format_args!("{oldest} 至 {newest}"))
}

/// The analyzer of an index.
pub(crate) fn analyzer(fingerprint: &Fingerprint) -> String {
    let Fingerprint { normalizer_version, dictionary_hash, hmm } = fingerprint;
    let hmm = match hmm {
        Hmm::Off => "未启用",
        Hmm::On => "已启用",
    };
    both(
        format_args!("{fingerprint}"),
        format_args!("规范化版本 {normalizer_version}，词典 {dictionary_hash:016x}，HMM {hmm}"),
    )
}
