//! Languages, and values that have a message in each.

/// A language of messages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Chinese, in simplified characters.
    Chinese,
}

/// A value with a sentence in each language.
///
/// ```
/// use jianbao::index::Repair;
/// use jianbao_messages::{Language, Message};
///
/// assert!(Repair::Rebuild.message(Language::Chinese).starts_with("保存的文章完好"));
/// ```
pub trait Message {
    /// The sentence in a language.
    fn message(&self, language: Language) -> String;
}

/// Implements [`Message`] with the `Display` of a type in English, and a function in Chinese.
macro_rules! message {
    ($($type:ty => $chinese:path),+ $(,)?) => {
        $(impl $crate::Message for $type {
            fn message(&self, language: $crate::Language) -> String {
                match language {
                    $crate::Language::English => self.to_string(),
                    $crate::Language::Chinese => $chinese(self),
                }
            }
        })+
    };
}

pub(crate) use message;
