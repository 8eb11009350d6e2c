//! Names of fields of one's own, for the parser.

use std::collections::HashMap;

/// The names of the fields of one's own that a query may use. The names of [`Field`](crate::Field) take precedence.
///
/// ```
/// use jianbao_query::{OwnNames, ValueForm, parse_with};
///
/// let mut names = OwnNames::default();
/// names.add("浏览", ["views"], ValueForm::Number);
/// assert_eq!(parse_with("春茶 Views：>1万", &names).ast.to_string(), "春茶 浏览:>1万");
/// assert_eq!(parse_with("热度:3", &names).ast.to_string(), "热度:3");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnNames {
    /// By name in lower case.
    by_name: HashMap<String, OwnName>,
}

/// A field of one's own, as a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OwnName {
    /// The declared name.
    pub(crate) name: String,
    pub(crate) form: ValueForm,
}

/// The form of the values of a field of one's own, as far as it makes a difference to the parser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueForm {
    /// A minus negates.
    Word,
    /// A minus before a digit is the sign of a number; 非 negates.
    Number,
}

impl OwnNames {
    /// Adds a field with its declared name and its aliases. The case of ASCII letters is ignored.
    pub fn add<'n>(&mut self, name: &'n str, aliases: impl IntoIterator<Item = &'n str>, form: ValueForm) {
        for alias in std::iter::once(name).chain(aliases) {
            self.by_name.insert(alias.to_ascii_lowercase(), OwnName { name: name.to_owned(), form });
        }
    }

    /// The declared name of a name or alias.
    pub fn declared(&self, name: &str) -> Option<&str> {
        self.get(name).map(|own| own.name.as_str())
    }

    /// All names and aliases, in lower case, in no order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.by_name.keys().map(String::as_str)
    }

    pub(crate) fn get(&self, name: &str) -> Option<&OwnName> {
        if self.by_name.is_empty() {
            return None;
        }
        self.by_name.get(&name.to_ascii_lowercase())
    }
}
