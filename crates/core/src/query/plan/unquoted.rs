//! Requirements of unquoted text.

use jianbao_analysis::{Analyzer, Word, WordKind, normalize};

use super::{Requirement, Scope};

/// Characters that carry grammar and little meaning. Most articles contain them, so requiring them would hardly narrow the
/// results or improve the ranking. A closed list: a change of it changes the requirements of queries.
const FUNCTION_CHARACTERS: &str = "的了在是和与及等也都就而对之其或着把被从向这那有为以于但";

fn is_function(text: &str) -> bool {
    let mut chars = text.chars();
    matches!((chars.next(), chars.next()), (Some(c), None) if FUNCTION_CHARACTERS.contains(c))
}

/// The plan of one chunk of unquoted text.
pub(super) struct Asked {
    /// The required and the merely ranking parts, in the order of the text.
    pub(super) requirements: Vec<Requirement>,
    /// True if the chunk consists of function characters alone. It then contains them as one string, which is required only if
    /// the query has nothing else.
    pub(super) is_function_only: bool,
}

/// Segments a chunk of unquoted text along the dictionary's best path. Punctuation alone asks for nothing.
pub(super) fn asked(raw: &str, scope: Scope, analyzer: &Analyzer) -> Asked {
    let normalized = normalize(raw);
    let words = analyzer.exact(&normalized);
    let letters = || words.iter().filter(|word| word.kind != WordKind::Sign);
    let is_function_word = |word: &Word| is_function(&normalized[word.bytes()]);
    let has_words = letters().any(|word| matches!(word.kind, WordKind::Word | WordKind::Run));
    let is_function_only = letters().next().is_some() && letters().all(is_function_word);
    let mut requirements = Vec::new();
    let mut open = Stretch::default();
    for word in &words {
        let text = &normalized[word.bytes()];
        match word.kind {
            WordKind::Word => {
                open.close(&mut requirements, scope);
                requirements.push(Requirement::Word { text: text.to_owned(), scope });
            }
            WordKind::Sign if joins_numbers(&normalized, word) => open.push(text, word.kind),
            WordKind::Sign => open.close(&mut requirements, scope),
            WordKind::Character if has_words && is_function(text) => {
                open.close(&mut requirements, scope);
                requirements.push(Requirement::Rank { text: text.to_owned(), scope });
            }
            WordKind::Character | WordKind::Run => open.push(text, word.kind),
        }
    }
    open.close(&mut requirements, scope);
    Asked { requirements, is_function_only }
}

/// True if a sign is the colon of a time or a score: 10:30, 3:2. Apart, its numbers would match anywhere.
fn joins_numbers(normalized: &str, sign: &Word) -> bool {
    let bytes = sign.bytes();
    let ends_in_digit = |text: &str| text.ends_with(|c: char| c.is_ascii_digit());
    let starts_with_digit = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
    &normalized[bytes.clone()] == ":"
        && ends_in_digit(&normalized[..bytes.start])
        && starts_with_digit(&normalized[bytes.end..])
}

/// Adjacent single characters and runs, and colons between numbers.
#[derive(Default)]
struct Stretch {
    text: String,
    units: usize,
    runs: usize,
}

impl Stretch {
    fn push(&mut self, text: &str, kind: WordKind) {
        self.text.push_str(text);
        self.units += 1;
        self.runs += usize::from(kind == WordKind::Run);
    }

    /// A run that touches nothing is a term of the index; everything else is searched as a string.
    fn close(&mut self, requirements: &mut Vec<Requirement>, scope: Scope) {
        let Stretch { text, units, runs } = std::mem::take(self);
        match (units, runs) {
            (0, _) => {}
            (1, 1) => requirements.push(Requirement::Word { text, scope }),
            _ => requirements.push(Requirement::Joined { text, scope }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words in [], strings in {}, merely ranking parts in ().
    fn shown(raw: &str) -> String {
        let asked = asked(raw, Scope::Anywhere, &Analyzer::new());
        asked
            .requirements
            .iter()
            .map(|requirement| match requirement {
                Requirement::Word { text, .. } => format!("[{text}]"),
                Requirement::Joined { text, .. } => format!("{{{text}}}"),
                Requirement::Rank { text, .. } => format!("({text})"),
                other => panic!("{other}"),
            })
            .collect()
    }

    #[test]
    fn text_falls_into_words_strings_and_function_characters() {
        for (raw, expect) in [
            ("劳动者权益", "[劳动者][权益]"),
            ("Ａ股", "{a股}"),
            ("10月26日", "{10月26日}"),
            ("10:30", "{10:30}"),
            ("１０：３０开幕", "{10:30}[开幕]"),
            ("以3:2获胜", "(以){3:2}[获胜]"),
            ("比分3:2", "[比分]{3:2}"),
            ("1:100:20", "{1:100:20}"),
            ("时间:10", "[时间][10]"),
            ("比例:1:5", "[比例]{1:5}"),
            ("10：", "[10]"),
            (":30", "[30]"),
            ("covid:19", "[covid][19]"),
            ("ＧＤＰ", "[gdp]"),
            ("5G的应用", "[5g](的)[应用]"),
            ("國際論壇", "[国际][论坛]"),
            ("这是", "{这是}"),
            ("的", "{的}"),
            ("《工会》：职工", "[工会][职工]"),
            ("……！", ""),
            ("", ""),
        ] {
            assert_eq!(shown(raw), expect, "{raw}");
        }
    }

    #[test]
    fn a_name_without_words_keeps_its_function_characters() {
        assert!(!asked("甪在棓", Scope::Anywhere, &Analyzer::new()).is_function_only);
        assert_eq!(shown("甪在棓"), "{甪在棓}");
    }

    #[test]
    fn a_text_of_function_characters_alone_says_so() {
        assert!(asked("的", Scope::Anywhere, &Analyzer::new()).is_function_only);
        assert!(!asked("。", Scope::Anywhere, &Analyzer::new()).is_function_only);
    }
}
