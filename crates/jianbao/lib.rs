//! 剪报 (*jianbao*, newspaper clippings): a full-text search engine for Chinese news reports.

pub use jianbao_analysis::{
    Analyzer, Fingerprint, Hmm, Mode, NormalizedText, Token, Unit, UnitKind, Word, WordKind, normalize, units,
};
pub use jianbao_article::{Article, Date, Dateline, Kind, PageWarning, ParsedPage, Section, parse_page};
pub use jianbao_core::{
    Added, Bar, Diagnostic, Error, Explanation, Facet, FacetCount, FacetField, FileState, FileTable, Hit,
    Index, Interval, Matching, Planned, Replaced, Requirement, Result, Scope, SearchRequest, SearchResponse,
    Snippet, Sort, Stats, ValueField, Verdict, Writer,
};
