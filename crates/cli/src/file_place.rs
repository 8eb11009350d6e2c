//! Places of articles in their files: in JSON, and on a terminal as a dim path with a link to the file (OSC 8).

use std::borrow::Cow;
use std::fmt::Write;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use anyhow::Result;
use jianbao::article::FilePlace;
use jianbao::index::{path_of_key, shown_key};
use jianbao::{Article, Index};
use serde::Serialize;

use crate::formats::Format;
use crate::pager;
use crate::style::PLACE;
use crate::text::one_line;

/// Links to files on a terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Hyperlink {
    /// On a terminal
    Auto,
    /// Never
    Never,
}

/// The names of files in output that is handed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Paths {
    /// Left out: they say something of the machine.
    LeaveOut,
    /// Given on request.
    Give,
}

impl Paths {
    /// The treatment by the option `--paths`.
    pub(crate) fn by_option(is_given: bool) -> Paths {
        if is_given { Paths::Give } else { Paths::LeaveOut }
    }

    /// The treatment in a format by the option `--paths`. Lines and JSON are for programs on this machine, which open the files;
    /// text shows them on a terminal alone.
    pub(crate) fn in_format(format: Format, is_given: bool) -> Paths {
        match format {
            Format::Text | Format::Line | Format::Json | Format::Jsonl => Paths::Give,
            Format::Csv
            | Format::Markdown
            | Format::Html
            | Format::Gb7714
            | Format::Ris
            | Format::Bibtex
            | Format::Apa => Paths::by_option(is_given),
        }
    }

    /// A place, if it is given.
    pub(crate) fn of<P>(self, place: Option<P>) -> Option<P> {
        place.filter(|_| self == Paths::Give)
    }

    /// The place of an article of an index, if it is given.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub(crate) fn of_article(self, index: &Index, id: &str) -> Result<Option<FilePlace>> {
        Ok(match self {
            Paths::Give => index.place(id)?,
            Paths::LeaveOut => None,
        })
    }
}

/// The requested links, for the whole process.
static HYPERLINK: OnceLock<Hyperlink> = OnceLock::new();

/// Sets the use of links for the whole process.
pub(crate) fn choose(hyperlink: Hyperlink) {
    HYPERLINK.get_or_init(|| hyperlink);
}

/// An article as JSON, with its place beside its own fields. A field of the source with the same name gets a `_` behind it.
#[derive(Serialize)]
pub(crate) struct Placed<'a> {
    #[serde(flatten)]
    article: Cow<'a, Article>,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'a FilePlace>,
}

impl<'a> Placed<'a> {
    pub(crate) fn new(article: &'a Article, file: Option<&'a FilePlace>) -> Placed<'a> {
        let mut article = Cow::Borrowed(article);
        if file.is_some() && article.extra.contains_key("file") {
            let mut name = "file_".to_owned();
            while article.extra.contains_key(&name) {
                name.push('_');
            }
            let extra = &mut article.to_mut().extra;
            if let Some(value) = extra.remove("file") {
                extra.insert(name, value);
            }
        }
        Placed { article, file }
    }
}

/// The folder that the paths of an index are below: that of the index.
pub(crate) fn root_of(index: &Index) -> Option<PathBuf> {
    let path = index.path()?.canonicalize().ok()?;
    path.parent().map(Path::to_owned)
}

/// The path of the file that a place is in; absolute if the folder of the index is known.
pub(crate) fn path_of(place: &FilePlace, root: Option<&Path>) -> PathBuf {
    let path = path_of_key(&place.path);
    root.map_or_else(|| path.clone(), |root| root.join(&path))
}

/// The line for a place; none if stdout is no terminal, be it behind a pager.
pub(crate) fn line_of(place: &FilePlace, root: Option<&Path>) -> Option<String> {
    if !std::io::stdout().is_terminal() && !pager::is_running() {
        return None;
    }
    let here = std::env::current_dir().ok();
    let link = HYPERLINK.get().copied().unwrap_or(Hyperlink::Auto);
    Some(written(place, &path_of(place, root), here.as_deref(), link))
}

/// A place in dim letters, by its path from here, with a link to the file.
fn written(place: &FilePlace, path: &Path, here: Option<&Path>, link: Hyperlink) -> String {
    let shown = one_line(&seen_from(here, place, path).to_string());
    let dim = format!("{}{shown}{}", PLACE.render(), PLACE.render_reset());
    match link {
        Hyperlink::Auto if path.is_absolute() => {
            format!("\u{1b}]8;;{}\u{1b}\\{dim}\u{1b}]8;;\u{1b}\\", address(path))
        }
        Hyperlink::Auto | Hyperlink::Never => dim,
    }
}

/// A place in a file with this path, named from here if the file is below.
fn seen_from(here: Option<&Path>, place: &FilePlace, path: &Path) -> FilePlace {
    let near = here.and_then(|here| path.strip_prefix(here).ok()).unwrap_or(path);
    FilePlace { path: near.to_string_lossy().into_owned(), ..place.clone() }
}

/// The address of a file: every byte that has a meaning in an address is written with a `%`.
fn address(path: &Path) -> String {
    let mut address = String::from("file://");
    for &byte in path.as_os_str().as_encoded_bytes() {
        let is_plain = byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte);
        if is_plain {
            address.push(char::from(byte));
        } else {
            let _ = write!(address, "%{byte:02X}");
        }
    }
    address
}

/// The path of a place as text that opens from here, with the file inside an archive.
pub(crate) fn path_text(place: &FilePlace, root: Option<&Path>) -> String {
    let place = FilePlace { line: None, record: None, ..place.clone() };
    if root.is_none() {
        return text_of(&place);
    }
    let here = std::env::current_dir().ok();
    seen_from(here.as_deref(), &place, &path_of(&place, root)).to_string()
}

/// A place as text, for output that is handed on.
pub(crate) fn text_of(place: &FilePlace) -> String {
    let path: Cow<'_, str> = shown_key(&place.path);
    FilePlace { path: path.into_owned(), ..place.clone() }.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(path: &str, member: Option<&str>) -> FilePlace {
        FilePlace { path: path.into(), member: member.map(str::to_owned), line: Some(7), record: None }
    }

    #[test]
    #[cfg(unix)]
    fn a_place_on_a_terminal_is_a_dim_path_with_a_link_to_the_file() {
        let (root, here) = (Path::new("/n/库"), Path::new("/n"));
        let place = place("甲 1.jsonl", None);
        let path = path_of(&place, Some(root));
        assert_eq!(
            written(&place, &path, Some(here), Hyperlink::Auto),
            "\u{1b}]8;;file:///n/%E5%BA%93/%E7%94%B2%201.jsonl\u{1b}\\\u{1b}[2m库/甲 1.jsonl:7\u{1b}[0m\u{1b}]8;;\u{1b}\\"
        );
        assert_eq!(written(&place, &path, None, Hyperlink::Never), "\u{1b}[2m/n/库/甲 1.jsonl:7\u{1b}[0m");
    }

    #[test]
    #[cfg(unix)]
    fn a_name_cannot_end_the_link_or_steer_the_terminal() {
        let place = place("/n/a\u{1b}\\\u{7}\n%41.zip", Some("b\u{9b}.txt"));
        let line = written(&place, &path_of(&place, None), None, Hyperlink::Auto);
        assert_eq!(
            line,
            "\u{1b}]8;;file:///n/a%1B%5C%07%0A%2541.zip\u{1b}\\\u{1b}[2m/n/a␛\\␇ %41.zip!b\u{fffd}.txt:7\u{1b}[0m\u{1b}]8;;\u{1b}\\"
        );
    }

    #[test]
    fn a_field_named_file_stays_beside_the_place() {
        let mut article = Article::default();
        article.extra.insert("file".into(), "a.jpg".into());
        let json = |file| serde_json::to_value(Placed::new(&article, file)).unwrap();
        assert_eq!(json(None)["file"], "a.jpg");
        let placed = json(Some(&place("a.jsonl", None)));
        assert_eq!((&placed["file"]["line"], &placed["file_"]), (&7.into(), &"a.jpg".into()));
    }
}
