//! Requirements of unquoted text.

use jianbao_analysis::{Analyzer, normalize, units};

use super::pieces::{Kind, Piece, Pieces, are_bound};
use super::{Requirement, Scope};
use crate::text::containment::Haystack;
use crate::text::gaps::gaps;
use crate::text::reading::ReadingNeedle;

/// The plan of one chunk of unquoted text.
pub(super) struct Asked {
    /// The required and the merely ranking parts, in the order of the text.
    pub(super) parts: Vec<Part>,
    /// True if the chunk consists of function characters and question words alone. They are required only if the query has
    /// nothing else.
    pub(super) is_weak: bool,
}

/// A part of a chunk.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Part {
    /// A requirement by itself.
    One(Requirement),
    /// A string of several adjacent requirements: one requirement if any article contains it, else several.
    Bound {
        /// The string.
        text: String,
        /// Its requirements as separate ones.
        apart: Vec<Requirement>,
    },
    /// A question word.
    Question(Requirement),
}

/// Segments a chunk of unquoted text along the dictionary's best path. Punctuation alone requires nothing. Signs over which
/// text may match are removed, if the text with the signs matches the text without them.
pub(super) fn asked(raw: &str, scope: &Scope, analyzer: &Analyzer) -> Asked {
    let typed = normalize(raw);
    let without = without_signs(&typed);
    if without != typed
        && let Some(asked) = read_over_signs(&typed, &without, scope, analyzer)
    {
        return asked;
    }
    Pieces::of(&typed, analyzer).asked(scope)
}

/// Maximum number of units of a stretch. A longer one is a sentence.
const MAX_STRETCH_UNITS: usize = 12;

/// A chunk as one string, and its parts, if it has two or more pieces, contains neither punctuation nor a question word, and
/// is not too long. Function characters at its ends, and signs over which text may match, are removed.
pub(super) fn stretch(raw: &str, scope: &Scope, analyzer: &Analyzer) -> Option<(String, Vec<Part>)> {
    let typed = normalize(raw);
    let without = without_signs(&typed);
    let Pieces { mut pieces, .. } = Pieces::of(&without, analyzer);
    let is_function = |piece: &&Piece| piece.kind == Kind::Function;
    let from = pieces.iter().take_while(is_function).count();
    pieces.drain(..from);
    let to = pieces.len() - pieces.iter().rev().take_while(is_function).count();
    pieces.truncate(to);
    if pieces.len() < 2 || pieces.iter().any(|piece| matches!(piece.kind, Kind::Break | Kind::Question)) {
        return None;
    }
    let text: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
    let is_short = units(&text).count() <= MAX_STRETCH_UNITS;
    is_short.then(|| (text, Pieces { pieces, is_weak: false }.asked(scope).parts))
}

/// The string that a negation excludes: the chunk without signs at its ends, and without signs over which text may match. Two
/// strings, with and without these signs, if the text as typed does not match the other string.
pub(super) fn excluded(raw: &str, analyzer: &Analyzer) -> Vec<String> {
    let normalized = normalize(raw);
    let typed = normalized.trim_matches(|c| matches!(c, '"' | '《' | '》' | '〈' | '〉'));
    let typed = if typed.is_empty() { normalized.as_str() } else { typed };
    let without = without_signs(typed);
    if without == typed {
        return vec![without];
    }
    let is_read =
        ReadingNeedle::new(&without, analyzer).is_some_and(|needle| needle.is_read_in(&Haystack::new(typed)));
    if is_read { vec![without] } else { vec![typed.to_owned(), without] }
}

/// A text without the signs over which text may match.
fn without_signs(typed: &str) -> String {
    let mut without = String::with_capacity(typed.len());
    let mut from = 0;
    for gap in gaps(typed) {
        without.push_str(&typed[from..gap.start]);
        from = gap.end;
    }
    without.push_str(&typed[from..]);
    without
}

/// The plan of a text without its signs, if the text as typed matches every word and string of that plan.
fn read_over_signs(typed: &str, without: &str, scope: &Scope, analyzer: &Analyzer) -> Option<Asked> {
    let asked = Pieces::of(without, analyzer).asked(scope);
    let haystack = Haystack::new(typed);
    let is_read = |text: &str| {
        let is_plain = haystack.contains(text);
        is_plain || ReadingNeedle::new(text, analyzer).is_some_and(|needle| needle.is_read_in(&haystack))
    };
    let all_are_read = asked.parts.iter().all(|part| match part {
        Part::One(one) | Part::Question(one) => one.strings().iter().all(|text| is_read(text)),
        Part::Bound { text, .. } => is_read(text),
    });
    all_are_read.then_some(asked)
}

impl Pieces {
    /// The plan of the pieces: those that are bound together, and the others one by one.
    fn asked(self, scope: &Scope) -> Asked {
        let Pieces { pieces, is_weak } = self;
        let mut parts = Vec::new();
        let mut rest = pieces.as_slice();
        while let Some(first) = rest.first() {
            let bound = 1 + rest.windows(2).take_while(|pair| are_bound(&pair[0], &pair[1])).count();
            let (group, behind) = rest.split_at(bound);
            rest = behind;
            if bound > 1 {
                let text = group.iter().map(|piece| piece.text.as_str()).collect();
                let apart = group.iter().filter_map(|piece| piece.requirement(scope)).collect();
                parts.push(Part::Bound { text, apart });
            } else if let Some(one) = first.requirement(scope) {
                parts.push(if first.kind == Kind::Question { Part::Question(one) } else { Part::One(one) });
            }
        }
        Asked { parts, is_weak }
    }
}

impl Piece {
    /// The requirement of the piece alone; none for punctuation.
    fn requirement(&self, scope: &Scope) -> Option<Requirement> {
        let text = self.text.clone();
        match self.kind {
            Kind::Word | Kind::Run | Kind::Question => Some(Requirement::Word { text, scope: scope.clone() }),
            Kind::Lone | Kind::String | Kind::Counted => {
                Some(Requirement::Joined { text, scope: scope.clone(), apart: Vec::new() })
            }
            Kind::Function => Some(Requirement::Rank { text, scope: scope.clone() }),
            Kind::Break => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words in [], strings in {}, merely ranking parts in ().
    fn shown(raw: &str) -> String {
        let asked = asked(raw, &Scope::Anywhere, &Analyzer::new());
        asked
            .parts
            .iter()
            .map(|part| match part {
                Part::One(Requirement::Word { text, .. }) => format!("[{text}]"),
                Part::One(Requirement::Joined { text, .. }) => format!("{{{text}}}"),
                Part::One(Requirement::Rank { text, .. }) => format!("({text})"),
                Part::Question(one) => format!("?{one}"),
                Part::Bound { text, apart } => {
                    format!(
                        "{{{text}={}}}",
                        apart.iter().map(ToString::to_string).collect::<Vec<_>>().join("|")
                    )
                }
                other => panic!("{other:?}"),
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
            // A single character, and a number after a word, are one string with the adjacent words.
            ("进博会", "{进博会=进|博会}"),
            ("中美元首会晤", "{中美元首会晤=中|美元|首|会晤}"),
            ("天问一号", "{天问一号=天问|一号}"),
            ("增强四个意识", "[增强]{四个意识=四个|意识}"),
            ("第十二届中国航展", "{第十二届中国=第十二届|中国}[航展]"),
            ("五级书记抓", "{五级书记抓=五级|书记|抓}"),
            ("15家单位", "{15家单位=15家|单位}"),
            ("3000人参赛", "{3000人}[参赛]"),
            ("三天前", "{三天前}"),
            ("十月一日", "{十月一日}"),
            ("8万平方公里", "{8万平方公里}"),
            ("2024年高考", "{2024年}[高考]"),
            // Signs that readers pass over are taken off.
            ("歼-20", "{歼20}"),
            ("F-16战机", "[f16][战机]"),
            ("《北京》人民", "[北京][人民]"),
            // Question words are separate.
            ("谁发明电话", "?谁[发明][电话]"),
            ("吗丁啉", "{吗丁啉}"),
        ] {
            assert_eq!(shown(raw), expect, "{raw}");
        }
    }

    #[test]
    fn a_name_without_words_keeps_its_function_characters() {
        assert!(!asked("甪在棓", &Scope::Anywhere, &Analyzer::new()).is_weak);
        assert_eq!(shown("甪在棓"), "{甪在棓}");
    }

    #[test]
    fn a_text_of_function_characters_alone_says_so() {
        assert!(asked("的", &Scope::Anywhere, &Analyzer::new()).is_weak);
        assert!(!asked("。", &Scope::Anywhere, &Analyzer::new()).is_weak);
    }
}
