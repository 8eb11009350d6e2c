//! Lexer: splits a query string into clauses, brackets and operators.

use crate::ast::{Node, Span};
use crate::date::DateSpec;
use crate::diagnostic::{SyntaxDiagnostic, SyntaxDiagnosticKind};
use crate::field::Field;
use crate::own_names::{OwnName, OwnNames, ValueForm};
use crate::quote;

/// Maximum number of clauses. Further ones are left out, with a diagnostic.
const MAX_CLAUSES: usize = 1024;

/// Maximum length of a query in bytes. The rest is left out, with a diagnostic. Room for a quote of twenty thousand
/// characters.
const MAX_QUERY_BYTES: usize = 65_536;

/// Minimum length of a word for a search by spelling, and the length from which two letters may differ.
const FUZZY_CHARS: usize = 4;
const FUZZY_TWO_CHARS: usize = 8;

/// A token and its place.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Token {
    pub(crate) kind: TokenKind,
    pub(crate) span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum TokenKind {
    /// Text, a quote, a date: a leaf of the tree.
    Clause(Node),
    /// A field's name and colon; the next clause or bracket is limited to it.
    Field(Field),
    /// The same of a field of one's own.
    Own(OwnName),
    /// An opening bracket.
    Open,
    /// A closing bracket.
    Close,
    /// 且.
    And,
    /// 或.
    Or,
    /// 非, or `-` at the start of a clause.
    Not,
    /// `^3` directly after a clause or bracket.
    Boost(f32),
}

/// The tokens of a query.
pub(crate) fn tokens(query: &str, names: &OwnNames) -> (Vec<Token>, Vec<SyntaxDiagnostic>) {
    let longest = query.len().min(MAX_QUERY_BYTES);
    let end_byte = (0..=longest).rev().find(|&byte| query.is_char_boundary(byte)).unwrap_or(0);
    let mut diagnostics = Vec::new();
    if end_byte < query.len() {
        let kind = SyntaxDiagnosticKind::TooLong { max_bytes: MAX_QUERY_BYTES };
        diagnostics.push(SyntaxDiagnostic::new(kind, end_byte..query.len()));
    }
    let query = &query[..end_byte];
    let mut lexer =
        Lexer { query, names, at_byte: 0, tokens: Vec::new(), diagnostics, clauses: 0, groups: Vec::new() };
    lexer.run();
    (lexer.tokens, lexer.diagnostics)
}

struct Lexer<'q> {
    query: &'q str,
    names: &'q OwnNames,
    at_byte: usize,
    tokens: Vec<Token>,
    diagnostics: Vec<SyntaxDiagnostic>,
    clauses: usize,
    /// The form of values in each open bracket.
    groups: Vec<ValueForm>,
}

fn separates(c: char) -> bool {
    c.is_whitespace() || matches!(c, ',' | '，' | '、')
}

/// True for the comma of 13,000: after a digit, and before exactly three digits.
fn groups_digits(query: &str, at_byte: usize) -> bool {
    let is_digit = |byte: &u8| byte.is_ascii_digit();
    let (before, behind) = query.as_bytes().split_at(at_byte);
    behind.first() == Some(&b',')
        && before.last().is_some_and(is_digit)
        && behind[1..].iter().take_while(|byte| is_digit(byte)).count() == 3
}

fn opens_bracket(c: char) -> bool {
    matches!(c, '(' | '（')
}

fn closes_bracket(c: char) -> bool {
    matches!(c, ')' | '）')
}

fn is_minus(c: char) -> bool {
    matches!(c, '-' | '－')
}

impl<'q> Lexer<'q> {
    fn run(&mut self) {
        while let Some(c) = self.rest().chars().next() {
            let start_byte = self.at_byte;
            let end_byte = start_byte + c.len_utf8();
            if self.clauses >= MAX_CLAUSES {
                let kind = SyntaxDiagnosticKind::TooManyClauses { max_clauses: MAX_CLAUSES };
                self.say(kind, start_byte..self.query.len());
                return;
            }
            if separates(c) {
                self.at_byte = end_byte;
            } else if opens_bracket(c) {
                self.groups.push(self.form());
                self.push(TokenKind::Open, end_byte);
            } else if closes_bracket(c) {
                self.groups.pop();
                self.push(TokenKind::Close, end_byte);
                self.boost();
            } else if quote::opens(c) {
                self.quote(c);
            } else if is_minus(c) && self.is_before_clause(end_byte) && !self.is_sign(end_byte) {
                self.measure_behind(end_byte);
                self.push(TokenKind::Not, end_byte);
            } else {
                self.chunk();
            }
        }
    }

    fn say(&mut self, kind: SyntaxDiagnosticKind, span: Span) {
        self.diagnostics.push(SyntaxDiagnostic::new(kind, span));
    }

    fn rest(&self) -> &'q str {
        &self.query[self.at_byte..]
    }

    fn push(&mut self, kind: TokenKind, end_byte: usize) {
        let span = self.at_byte..end_byte;
        self.clauses += usize::from(matches!(kind, TokenKind::Clause(_)));
        self.tokens.push(Token { kind, span });
        self.at_byte = end_byte;
    }

    /// True if a minus is followed by something that can be negated. (A minus inside text never gets here.)
    fn is_before_clause(&self, at_byte: usize) -> bool {
        let next = self.query[at_byte..].chars().next();
        next.is_some_and(|c| !separates(c) && !closes_bracket(c) && !is_minus(c) && c != '^')
    }

    /// The form of values here: that of the field just named, else that of the bracket.
    fn form(&self) -> ValueForm {
        let before = self.tokens.iter().rev().map(|token| &token.kind).find(|kind| **kind != TokenKind::Not);
        match before {
            Some(TokenKind::Own(own)) => own.form,
            Some(TokenKind::Field(_)) => ValueForm::Word,
            _ => self.groups.last().copied().unwrap_or(ValueForm::Word),
        }
    }

    /// True if a minus is the sign of a number: before a digit, in a field of numbers.
    fn is_sign(&self, at_byte: usize) -> bool {
        let next = self.query[at_byte..].chars().next();
        next.is_some_and(is_of_number) && self.form() == ValueForm::Number
    }

    /// Reports a minus before a number of degrees or percent: it may be meant as a sign.
    fn measure_behind(&mut self, number_byte: usize) {
        if let Some(measure) = measure_at_start(&self.query[number_byte..]) {
            let span = self.at_byte..number_byte + measure.len();
            self.say(SyntaxDiagnosticKind::MinusBeforeMeasure { measure: measure.to_owned() }, span);
        }
    }

    fn quote(&mut self, opener: char) {
        let start_byte = self.at_byte;
        let text_byte = start_byte + opener.len_utf8();
        let inside = &self.query[text_byte..];
        if inside.trim().is_empty() {
            self.say(SyntaxDiagnosticKind::NothingQuoted, start_byte..text_byte);
            self.at_byte = self.query.len();
            return;
        }
        let (text_len, len) = quote::closing(opener, inside).unwrap_or_else(|| {
            self.say(SyntaxDiagnosticKind::UnclosedQuote, start_byte..text_byte);
            (inside.len(), inside.len())
        });
        let text = &inside[..text_len];
        let mut end_byte = text_byte + len;
        let distance = distance(&self.query[end_byte..]);
        if let Some((_, digits)) = distance {
            end_byte += digits;
        } else if let Some(sign) = self.query[end_byte..].chars().next().filter(|c| matches!(c, '~' | '～'))
        {
            self.say(SyntaxDiagnosticKind::NearnessWithoutNumber, end_byte..end_byte + sign.len_utf8());
            end_byte += sign.len_utf8();
        }
        let span = start_byte..end_byte;
        let texts: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
        let node = match (distance, texts.len()) {
            (_, 0) => {
                self.say(SyntaxDiagnosticKind::EmptyQuote, span);
                self.at_byte = end_byte;
                return;
            }
            (Some((distance_units, _)), 2..) => Node::Near { texts, distance_units, span },
            (Some(_), 1) => {
                self.say(SyntaxDiagnosticKind::NearnessOfOneWord, span.clone());
                Node::Quote { text: text.to_owned(), span }
            }
            (None, _) => Node::Quote { text: text.to_owned(), span },
        };
        self.push(TokenKind::Clause(node), end_byte);
        self.boost();
    }

    /// `^3` right here.
    fn boost(&mut self) {
        let Some(rest) = self.rest().strip_prefix('^') else { return };
        let len = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
        if let Some(factor) = factor(&rest[..len]) {
            self.push(TokenKind::Boost(factor), self.at_byte + 1 + len);
        }
    }

    /// Text up to the next separator, quote or bracket.
    fn chunk(&mut self) {
        let rest = self.rest();
        let len = rest
            .char_indices()
            .find(|&(at, c)| {
                let at_byte = self.at_byte + at;
                separates(c) && !groups_digits(self.query, at_byte)
                    || opens_bracket(c)
                    || closes_bracket(c)
                    || quote::opens(c) && !quote::is_apostrophe(self.query, at_byte)
            })
            .map_or(rest.len(), |(at, _)| at);
        let text = &rest[..len];
        let is_negated = self.query[..self.at_byte].chars().next_back().is_some_and(is_minus);
        let end_byte = self.at_byte + len;
        let operator = match text {
            "或" | "OR" | "|" | "||" | "｜" | "｜｜" => Some(TokenKind::Or),
            "且" | "AND" | "&&" | "＆＆" => Some(TokenKind::And),
            "非" | "NOT" => Some(TokenKind::Not),
            _ => None,
        };
        if let Some(operator) = operator {
            // Directly after a minus it is not alone: it is the searched text.
            let quoted = Node::Quote { text: text.to_owned(), span: self.at_byte..end_byte };
            return self.push(if is_negated { TokenKind::Clause(quoted) } else { operator }, end_byte);
        }
        if text.chars().all(is_minus) {
            self.say(SyntaxDiagnosticKind::LoneMinus, self.at_byte..end_byte);
        }
        let Some((field, value_byte)) = self.field_of(text) else {
            return self.text(end_byte);
        };
        let value = &text[value_byte..];
        let TokenKind::Field(field) = field else {
            self.push(field, self.at_byte + value_byte);
            if !value.is_empty() && !value.starts_with(is_minus) {
                self.text(end_byte);
            }
            return;
        };
        if field == Field::Date && !value.is_empty() {
            let (value, factor) = without_boost(value);
            let date_end_byte = self.at_byte + value_byte + value.len();
            let node = self.date(value, self.at_byte..date_end_byte);
            self.push(TokenKind::Clause(node), date_end_byte);
            if let Some(factor) = factor {
                self.push(TokenKind::Boost(factor), end_byte);
            }
            return;
        }
        self.push(TokenKind::Field(field), self.at_byte + value_byte);
        // A minus right here is read as any other.
        if !value.is_empty() && !value.starts_with(is_minus) {
            self.text(end_byte);
        }
    }

    /// The field before the first colon of a text, and the start of its value.
    fn field_of(&self, text: &str) -> Option<(TokenKind, usize)> {
        let (colon_byte, colon) = text.char_indices().find(|&(_, c)| matches!(c, ':' | '：'))?;
        let name = &text[..colon_byte];
        let own = || self.names.get(name).cloned().map(TokenKind::Own);
        let field = Field::named(name).map(TokenKind::Field).or_else(own)?;
        Some((field, colon_byte + colon.len_utf8()))
    }

    /// The date after its field's name; text that is not a date is searched exactly.
    fn date(&mut self, value: &str, span: Span) -> Node {
        let (node, diagnostic) = date_or_quote(value, span);
        self.diagnostics.extend(diagnostic);
        node
    }

    /// Text up to `end_byte`, with the meaning of its suffix.
    fn text(&mut self, end_byte: usize) {
        let start_byte = self.at_byte;
        let (text, factor) = without_boost(&self.query[start_byte..end_byte]);
        let text_end_byte = start_byte + text.len();
        let span = start_byte..text_end_byte;
        let looks_boosted = text.rsplit_once('^').is_some_and(|(base, number)| {
            !base.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit() || b"+-.e".contains(&byte))
        });
        if factor.is_none() && looks_boosted {
            self.say(SyntaxDiagnosticKind::BadWeight, span.clone());
        }
        let node = match text.char_indices().next_back() {
            Some((0, '*' | '＊')) => Node::Everything { span },
            Some((at, '*' | '＊')) => Node::Prefix { text: text[..at].to_owned(), span },
            Some((at, '~' | '～')) if at > 0 => {
                let word = &text[..at];
                let chars = word.chars().count();
                if chars >= FUZZY_CHARS && word.chars().all(is_latin) {
                    let distance = if chars >= FUZZY_TWO_CHARS { 2 } else { 1 };
                    Node::Fuzzy { text: word.to_owned(), distance, span }
                } else {
                    self.say(SyntaxDiagnosticKind::NoLikeSpelling { min_chars: FUZZY_CHARS }, span.clone());
                    Node::Text { text: text.to_owned(), span }
                }
            }
            _ => Node::Text { text: text.to_owned(), span },
        };
        self.push(TokenKind::Clause(node), text_end_byte);
        if let Some(factor) = factor {
            self.push(TokenKind::Boost(factor), end_byte);
        }
    }
}

/// A text without the `^3` at its end, and the factor.
fn without_boost(text: &str) -> (&str, Option<f32>) {
    let boosted = text.rsplit_once('^').filter(|(base, _)| !base.is_empty());
    match boosted.and_then(|(base, number)| Some((base, factor(number)?))) {
        Some((base, factor)) => (base, Some(factor)),
        None => (text, None),
    }
}

/// A date; if the text is not a date, the text as a quote, with a diagnostic.
pub(crate) fn date_or_quote(value: &str, span: Span) -> (Node, Option<SyntaxDiagnostic>) {
    let Some(spec) = DateSpec::read(value) else {
        let kind = SyntaxDiagnosticKind::NoDate { value: value.to_owned() };
        let node = Node::Quote { text: value.to_owned(), span: span.clone() };
        return (node, Some(SyntaxDiagnostic::new(kind, span)));
    };
    let written = value.split_whitespace().collect();
    (Node::Date { spec, written, span }, None)
}

/// A number of degrees or percent at the start of a text, with its unit.
pub(crate) fn measure_at_start(text: &str) -> Option<&str> {
    let digits = text.find(|c: char| !is_of_number(c))?;
    let unit = text[digits..].chars().next()?;
    let is_measure = text.starts_with(is_digit) && matches!(unit, '℃' | '℉' | '°' | '度' | '%' | '％' | '‰');
    is_measure.then(|| &text[..digits + unit.len_utf8()])
}

fn is_digit(c: char) -> bool {
    matches!(c, '0'..='9' | '０'..='９')
}

fn is_of_number(c: char) -> bool {
    is_digit(c) || matches!(c, '.' | '．')
}

fn is_latin(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ')
}

/// A number above 0.
fn factor(number: &str) -> Option<f32> {
    let is_plain = number.starts_with(|c: char| c.is_ascii_digit())
        && number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    number.parse().ok().filter(|&factor: &f32| is_plain && factor.is_finite() && factor > 0.0)
}

/// `~20` at the start of a text: the distance, and its length in bytes.
fn distance(text: &str) -> Option<(usize, usize)> {
    let sign = text.chars().next().filter(|c| matches!(c, '~' | '～'))?;
    let digits = &text[sign.len_utf8()..];
    let len = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    digits[..len].parse().ok().map(|distance| (distance, sign.len_utf8() + len))
}
