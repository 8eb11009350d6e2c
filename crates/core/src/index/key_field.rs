//! Fields by whose value an article replaces an earlier one.

use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

/// A field whose value identifies one article: a writer with [`WriterOptions::replace_by`](crate::WriterOptions::replace_by)
/// replaces the earlier articles with the same value.
///
/// The values of the other built-in fields (source, page, reporter) are shared by many articles, so replacing by them would nearly
/// empty an index. The caller must ensure that the values of a field of one's own are unique.
///
/// As text it is `url`, or the name of a field of one's own:
///
/// ```
/// use jianbao_core::KeyField;
///
/// assert_eq!("URL".parse(), Ok(KeyField::Url));
/// assert_eq!("稿号".parse(), Ok(KeyField::Own("稿号".into())));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum KeyField {
    /// The [address](jianbao_article::Article::url) as written, without surrounding white space. A page that was crawled again
    /// replaces its earlier version.
    Url,
    /// A declared field of type keyword, by its name or an alias. Values are compared as in queries: as a whole, in normal form.
    /// An article with several values replaces the earlier ones with any of them.
    Own(String),
}

impl FromStr for KeyField {
    type Err = Infallible;

    fn from_str(name: &str) -> Result<KeyField, Infallible> {
        // No field of one's own has this name: it is that of a key of every article.
        Ok(if name.eq_ignore_ascii_case("url") { KeyField::Url } else { KeyField::Own(name.to_owned()) })
    }
}

impl fmt::Display for KeyField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            KeyField::Url => "url",
            KeyField::Own(name) => name,
        })
    }
}
