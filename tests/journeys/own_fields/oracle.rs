//! A plain program over articles with values in fields of one's own: it shares no code with the engine.

use jianbao::Date;

use super::drawn::{Draw, World, written_time};

/// An article with the values that were drawn for it.
#[derive(Clone, Debug)]
pub(super) struct OracleArticle {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) body: String,
    pub(super) date: Option<Date>,
    /// In the order of the fields.
    pub(super) values: Vec<Option<Typed>>,
}

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Typed {
    Keywords(Vec<String>),
    Texts(Vec<String>),
    Integer(i64),
    Number(f64),
    /// Microseconds since 1970.
    Time(i64),
    Flag(bool),
}

/// A clause of a query.
#[derive(Clone, Debug)]
pub(super) enum Clause {
    /// A word in the title, the body or one of these fields.
    Word {
        word: String,
        fields: Vec<usize>,
    },
    Filter {
        field: usize,
        test: Test,
    },
    Not(Box<Clause>),
    All(Vec<Clause>),
    Any(Vec<Clause>),
}

/// A condition on a value.
#[derive(Clone, Debug)]
pub(super) enum Test {
    Present,
    /// One of the texts contains a word.
    Contains(String),
    Equals(Typed),
    Above(Typed),
    Below(Typed),
    AtLeast(Typed),
    AtMost(Typed),
    Between(Typed, Typed),
}

impl Typed {
    pub(super) fn is_less(&self, other: &Typed) -> bool {
        match (self, other) {
            (Typed::Integer(one), Typed::Integer(other)) | (Typed::Time(one), Typed::Time(other)) => {
                one < other
            }
            (Typed::Number(one), Typed::Number(other)) => one < other,
            _ => panic!("{self:?} and {other:?} have no order"),
        }
    }

    /// The value in a query.
    fn written(&self, draw: &mut Draw) -> String {
        match self {
            Typed::Keywords(texts) => {
                let text = &texts[0];
                // The comma and the space separate.
                if text.contains(['，', ' ']) || draw.is_one_in(3) {
                    format!("“{text}”")
                } else {
                    text.clone()
                }
            }
            Typed::Texts(texts) => panic!("{texts:?} are no value of a clause"),
            Typed::Integer(12_000) => (*draw.one(&["12000", "1.2万", "12,000", "１２０００"])).to_owned(),
            Typed::Integer(number) => number.to_string(),
            Typed::Number(number) if *number == 0.035 => {
                (*draw.one(&["0.035", "3.5%", "３．５％"])).to_owned()
            }
            Typed::Number(number) => number.to_string(),
            Typed::Time(us) => {
                // A whole second without a fraction means the second; with one, the microsecond.
                let written = written_time(*us, draw);
                if us % 1_000_000 == 0 { with_fraction(&written) } else { written }
            }
            Typed::Flag(true) => (*draw.one(&["是", "true", "1"])).to_owned(),
            Typed::Flag(false) => (*draw.one(&["否", "false", "no"])).to_owned(),
        }
    }
}

/// `10:30:00+08:00` as `10:30:00.0+08:00`.
fn with_fraction(written: &str) -> String {
    let at = written.rfind(['+', '-', 'Z']).unwrap();
    format!("{}.0{}", &written[..at], &written[at..])
}

/// The text as values are compared. The drawn ones need no more than this.
pub(super) fn folded(text: &str) -> String {
    text.replace('Ａ', "a").replace('論', "论").replace('壇', "坛").replace('，', ",").to_lowercase()
}

impl OracleArticle {
    /// The value that the article is grouped by: of several texts the first in byte order, in normal form.
    pub(super) fn group(&self, field: usize) -> Option<String> {
        self.values[field].as_ref().map(|value| match value {
            Typed::Keywords(texts) => folded(texts.iter().min().unwrap()),
            other => format!("{other:?}"),
        })
    }
}

impl Test {
    fn holds(&self, value: Option<&Typed>) -> bool {
        let Some(value) = value else { return false };
        match self {
            Test::Present => true,
            Test::Contains(word) => {
                let Typed::Texts(texts) = value else { return false };
                texts.iter().any(|text| text.contains(word))
            }
            Test::Equals(Typed::Keywords(wanted)) => {
                let Typed::Keywords(texts) = value else { return false };
                texts.iter().any(|text| folded(text) == folded(&wanted[0]))
            }
            Test::Equals(wanted) => wanted == value,
            Test::Above(end) => end.is_less(value),
            Test::Below(end) => value.is_less(end),
            Test::AtLeast(end) => !value.is_less(end),
            Test::AtMost(end) => !end.is_less(value),
            Test::Between(from, to) => !value.is_less(from) && !to.is_less(value),
        }
    }

    fn written(&self, draw: &mut Draw) -> String {
        match self {
            Test::Present => "*".to_owned(),
            Test::Contains(word) if draw.is_one_in(2) => format!("“{word}”"),
            Test::Contains(word) => word.clone(),
            Test::Equals(value) => value.written(draw),
            Test::Above(end) => format!("{}{}", draw.one(&[">", "＞"]), end.written(draw)),
            Test::Below(end) => format!("{}{}", draw.one(&["<", "＜"]), end.written(draw)),
            Test::AtLeast(end) if draw.is_one_in(2) => format!("{}..", end.written(draw)),
            Test::AtLeast(end) => format!(">={}", end.written(draw)),
            Test::AtMost(end) if draw.is_one_in(2) => format!("..{}", end.written(draw)),
            Test::AtMost(end) => format!("<={}", end.written(draw)),
            Test::Between(from, to) => {
                format!("{}{}{}", from.written(draw), draw.one(&["..", "至"]), to.written(draw))
            }
        }
    }
}

impl Clause {
    pub(super) fn holds_in(&self, article: &OracleArticle) -> bool {
        match self {
            Clause::Word { word, fields } => {
                let contains = Test::Contains(word.clone());
                article.title.contains(word)
                    || article.body.contains(word)
                    || fields.iter().any(|field| contains.holds(article.values[*field].as_ref()))
            }
            Clause::Filter { field, test } => test.holds(article.values[*field].as_ref()),
            Clause::Not(inner) => !inner.holds_in(article),
            Clause::All(parts) => parts.iter().all(|part| part.holds_in(article)),
            Clause::Any(parts) => parts.iter().any(|part| part.holds_in(article)),
        }
    }

    /// The clause in the query language, in one of its ways.
    pub(super) fn written(&self, world: &World, draw: &mut Draw) -> String {
        match self {
            Clause::Word { word, .. } => word.clone(),
            Clause::Filter { field, test } => {
                let (name, colon) = (world.name(*field, draw), *draw.one(&[":", "："]));
                let written = test.written(draw);
                if draw.is_one_in(4) {
                    format!("{name}{colon}({written})")
                } else {
                    format!("{name}{colon}{written}")
                }
            }
            Clause::Not(inner) => format!("{}({})", draw.one(&["-", "非 "]), inner.written(world, draw)),
            Clause::All(parts) => joined(parts, " ", world, draw),
            Clause::Any(parts) => joined(parts, " 或 ", world, draw),
        }
    }
}

fn joined(parts: &[Clause], sign: &str, world: &World, draw: &mut Draw) -> String {
    let parts: Vec<String> = parts.iter().map(|part| format!("({})", part.written(world, draw))).collect();
    parts.join(sign)
}
