//! Errors with their causes and remedies, as one line.

use std::error::Error as StdError;
use std::io;

use jianbao::Error;
use jianbao::article::FieldError;
use jianbao::corpus::CorpusError;
use jianbao::ingest::{IngestError, OptionError};

use crate::{Language, Message};

/// An error with its causes and the remedy, layer by layer. Messages of other crates and of the system stay untranslated,
/// except the most frequent system errors.
pub fn chain(error: &(dyn StdError + 'static), language: Language) -> String {
    chain_with(error, language, |error| remedy(error, language))
}

/// An error with its causes, and with the caller's remedies: `advise` returns the text after a layer, if there is one.
///
/// ```
/// use jianbao::{Error, Index};
/// use jianbao_messages::{Language, chain_with};
///
/// let error = Index::open("no/such/folder").unwrap_err();
/// let line = chain_with(&error, Language::Chinese, |error| {
///     let error: &Error = error.downcast_ref()?;
///     (error.code() == "not-an-index").then(|| "点击“建立索引”".to_owned())
/// });
/// assert_eq!(line, "no/such/folder 不是 jianbao 的索引：点击“建立索引”");
/// ```
pub fn chain_with(
    error: &(dyn StdError + 'static),
    language: Language,
    advise: impl Fn(&(dyn StdError + 'static)) -> Option<String>,
) -> String {
    let between = match language {
        Language::English => ": ",
        Language::Chinese => "：",
    };
    let mut line = String::new();
    let mut layer = Some(error);
    while let Some(error) = layer {
        if !line.is_empty() {
            line.push_str(between);
        }
        line.push_str(&said(error, language));
        if let Some(advice) = advise(error) {
            line.push_str(between);
            line.push_str(&advice);
        }
        layer = error.source();
    }
    line
}

/// The remedy of one layer.
fn remedy(error: &(dyn StdError + 'static), language: Language) -> Option<String> {
    let of_view = match error.downcast_ref() {
        Some(CorpusError::Index(error)) => Some(error),
        _ => None,
    };
    let of_index =
        error.downcast_ref().or(of_view).and_then(Error::remedy).map(|remedy| remedy.message(language));
    of_index
        .or_else(|| error.downcast_ref().and_then(IngestError::remedy).map(|remedy| remedy.message(language)))
}

/// One layer without its remedy.
fn said(error: &(dyn StdError + 'static), language: Language) -> String {
    let known = (error.downcast_ref::<Error>().map(|error| error.message(language)))
        .or_else(|| error.downcast_ref::<CorpusError>().map(|error| error.message(language)))
        .or_else(|| error.downcast_ref::<IngestError>().map(|error| error.message(language)))
        .or_else(|| error.downcast_ref::<OptionError>().map(|error| error.message(language)))
        .or_else(|| error.downcast_ref::<FieldError>().map(|error| error.message(language)))
        .or_else(|| of_cluster(error, language))
        .or_else(|| error.downcast_ref::<io::Error>().and_then(|error| of_system(error, language)));
    known.unwrap_or_else(|| error.to_string())
}

/// An error of a cluster, or of its address.
#[cfg(feature = "remote")]
fn of_cluster(error: &(dyn StdError + 'static), language: Language) -> Option<String> {
    use jianbao::remote::{AddressError, RemoteError};
    let of_index = error.downcast_ref::<RemoteError>().map(|error| error.message(language));
    of_index.or_else(|| error.downcast_ref::<AddressError>().map(|error| error.message(language)))
}

#[cfg(not(feature = "remote"))]
fn of_cluster(_: &(dyn StdError + 'static), _: Language) -> Option<String> {
    None
}

/// The Chinese message of a frequent system error; `None` for any other error, and for English.
fn of_system(error: &io::Error, language: Language) -> Option<String> {
    if language == Language::English {
        return None;
    }
    let said = match error.kind() {
        io::ErrorKind::NotFound => "没有这个文件或目录",
        io::ErrorKind::PermissionDenied => "没有权限",
        io::ErrorKind::StorageFull => "磁盘已满",
        io::ErrorKind::ReadOnlyFilesystem => "文件系统只读",
        io::ErrorKind::IsADirectory => "这是目录",
        io::ErrorKind::NotADirectory => "这不是目录",
        _ => return None,
    };
    Some(said.to_owned())
}
