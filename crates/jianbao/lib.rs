//! 剪报 (*jianbao*, newspaper clippings): a full-text search engine for Chinese news reports.

mod index_files;

pub use index_files::{IndexEvent, IndexSummary, index_json_lines, index_paths};
pub use jianbao_analysis::{
    Analyzer, ChineseTokenStream, ChineseTokenizer, Fingerprint, Hmm, Mode, NormalizedText, Token, Unit,
    UnitKind, Word, WordKind, normalize, units,
};
pub use jianbao_article::{Article, Date, Dateline, Kind, PageWarning, ParsedPage, Section, parse_page};
pub use jianbao_core::{
    Added, Bar, Diagnostic, Error, Explanation, Facet, FacetCount, FacetField, FileState, FileTable, Hit,
    Index, Interval, Matching, Planned, Replaced, Requirement, Result, Scope, SearchRequest, SearchResponse,
    Snippet, Sort, Stats, ValueField, Verdict, Writer,
};
pub use jianbao_ingest::{
    Compression, Decoded, Entry, FileReport, Format, FoundFile, IngestError, Severity, Warning,
    article_from_json, decode, files, hash_file, read_file, read_json_lines,
};
