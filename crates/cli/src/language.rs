//! Language of help and messages: Chinese or English, chosen once for the process.
//!
//! Everything else is the same in both languages: the fields of JSON, ids, the query language, the formats of files.

use std::env;
use std::ffi::OsString;
use std::sync::OnceLock;

use clap::ValueEnum;

/// A language of help and messages: English for a locale that is not Chinese.
pub(crate) use jianbao_messages::Language;

/// The values of `--lang`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum LanguageArg {
    /// By LC_ALL, LC_MESSAGES or LANG, the first of them that is set
    Auto,
    /// Chinese
    Zh,
    /// English
    En,
}

static LANGUAGE: OnceLock<Language> = OnceLock::new();

/// The language of this process.
pub(crate) fn current() -> Language {
    LANGUAGE.get().copied().unwrap_or(Language::English)
}

/// Sets the language for the whole process, from the arguments if they name one, else from the locale. The arguments are
/// examined before they are parsed, since the parser's messages are in that language too.
pub(crate) fn choose(arguments: &[OsString]) -> Language {
    let language = match named(arguments) {
        Some(LanguageArg::Zh) => Language::Chinese,
        Some(LanguageArg::En) => Language::English,
        Some(LanguageArg::Auto) | None => of_locale(
            ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().map(|name| env::var(name).unwrap_or_default()),
        ),
    };
    *LANGUAGE.get_or_init(|| language)
}

/// The value of `--lang`; the last one counts.
fn named(arguments: &[OsString]) -> Option<LanguageArg> {
    let options = arguments.iter().map_while(|argument| (argument != "--").then(|| argument.to_str()));
    let options: Vec<&str> = options.map(Option::unwrap_or_default).collect();
    let behind = options.windows(2).filter(|pair| pair[0] == "--lang").map(|pair| pair[1]);
    let joined = options.iter().filter_map(|option| option.strip_prefix("--lang="));
    behind.chain(joined).filter_map(|value| LanguageArg::from_str(value, true).ok()).next_back()
}

/// The language of the first locale that is not empty.
fn of_locale(locales: impl IntoIterator<Item = String>) -> Language {
    let first = locales.into_iter().find(|locale| !locale.is_empty()).unwrap_or_default();
    if first.to_ascii_lowercase().starts_with("zh") { Language::Chinese } else { Language::English }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_locale_that_is_set_decides() {
        let of = |all: &str, messages: &str, lang: &str| of_locale([all, messages, lang].map(str::to_owned));
        assert_eq!(of("", "", "zh_CN.UTF-8"), Language::Chinese);
        assert_eq!(of("", "zh_TW.UTF-8", "en_US.UTF-8"), Language::Chinese);
        assert_eq!(of("C", "", "zh_CN.UTF-8"), Language::English);
        assert_eq!(of("", "", ""), Language::English);
        assert_eq!(of("POSIX", "zh_CN", ""), Language::English);
    }

    #[test]
    fn an_option_names_the_language_before_the_arguments_are_parsed() {
        let of = |arguments: &[&str]| named(&arguments.iter().map(OsString::from).collect::<Vec<_>>());
        assert_eq!(of(&["jianbao", "--lang", "zh", "query"]), Some(LanguageArg::Zh));
        assert_eq!(of(&["jianbao", "query", "--lang=EN"]), Some(LanguageArg::En));
        assert_eq!(of(&["jianbao", "query", "--", "--lang", "zh"]), None);
        assert_eq!(of(&["jianbao", "--lang", "fr"]), None);
    }
}
