//! Random queries with every kind of clause, compared with a scan that evaluates the same clauses on every article.

use std::collections::BTreeSet;

use jianbao::analysis::normalize;
use jianbao::article::FieldDeclaration;
use jianbao::{Article, Date, SearchRequest};
use serde_json::json;

use crate::grep::{Grep, Random, Seen, World, has_number, real_articles, respelled, spliced_articles};

/// The scope of a text: the fields of [`Seen`], by their numbers.
#[derive(Clone, Copy, Debug)]
enum Scope {
    Anywhere,
    Title,
    Body,
    /// The text field of one's own with this number.
    Own(usize),
}

/// The names of text fields of one's own, in the order of their numbers.
const TEXTS: [&str; 4] = ["摘要", "keywords", "评论", "ocr"];

impl Scope {
    fn prefix(self) -> String {
        match self {
            Scope::Anywhere => String::new(),
            Scope::Title => "标题:".to_owned(),
            Scope::Body => "正文:".to_owned(),
            Scope::Own(number) => format!("{}:", TEXTS[number]),
        }
    }

    fn fields(self, seen: &Seen) -> &[Grep] {
        match self {
            Scope::Anywhere => &seen.fields,
            Scope::Title => &seen.fields[..1],
            Scope::Body => &seen.fields[1..2],
            Scope::Own(number) => &seen.own[number],
        }
    }

    /// True if a field contains a word of unquoted text, as written or over signs.
    fn contains(self, seen: &Seen, word: &str) -> bool {
        self.fields(seen).iter().any(|field| field.holds(word) || field.reads(word))
    }
}

/// A clause in its written and in its evaluated form; texts are normalised.
#[derive(Debug)]
enum Clause {
    /// Unquoted text: its words, each required; and the text itself.
    Words(Vec<String>, String, Scope),
    /// There is a value of a text field of one's own.
    Present(usize),
    Quote(String, Scope),
    Near(Vec<String>, usize, Scope),
    Prefix(String, Scope),
    Fuzzy(String, Scope),
    Days(Date, Date),
    Not(Box<Clause>),
    All(Vec<Clause>),
    Any(Vec<Clause>),
}

impl Clause {
    fn written(&self) -> String {
        let join = |parts: &[Clause], sign: &str| {
            let parts: Vec<String> = parts
                .iter()
                .map(|part| match part {
                    Clause::All(_) | Clause::Any(_) => format!("({})", part.written()),
                    _ => part.written(),
                })
                .collect();
            parts.join(sign)
        };
        match self {
            Clause::Words(_, text, scope) => format!("{}{text}", scope.prefix()),
            Clause::Present(number) => format!("{}*", Scope::Own(*number).prefix()),
            Clause::Quote(text, scope) => format!("{}\"{text}\"", scope.prefix()),
            Clause::Near(texts, distance, scope) => {
                format!("{}\"{}\"~{distance}", scope.prefix(), texts.join(" "))
            }
            Clause::Prefix(text, scope) => format!("{}{text}*", scope.prefix()),
            Clause::Fuzzy(text, scope) => format!("{}{text}~", scope.prefix()),
            Clause::Days(from, to) => format!("日期:{from}..{to}"),
            Clause::Not(inner) => match &**inner {
                Clause::All(_) | Clause::Any(_) => format!("-({})", inner.written()),
                _ => format!("-{}", inner.written()),
            },
            Clause::All(parts) => join(parts, " "),
            Clause::Any(parts) => join(parts, " 或 "),
        }
    }

    fn holds(&self, seen: &Seen) -> bool {
        match self {
            Clause::Words(required, _, scope) => required.iter().all(|word| scope.contains(seen, word)),
            Clause::Present(number) => seen.own[*number].iter().any(|value| !value.is_empty()),
            Clause::Quote(text, scope) => scope.fields(seen).iter().any(|field| field.holds(text)),
            Clause::Near(texts, distance, scope) => {
                scope.fields(seen).iter().any(|field| are_near(field, texts, *distance))
            }
            Clause::Prefix(text, scope) => {
                scope.fields(seen).iter().any(|field| field.runs().any(|run| run.starts_with(text.as_str())))
            }
            Clause::Fuzzy(text, scope) => {
                let most = if text.len() >= 8 { 2 } else { 1 };
                let is_like = |run: &str| edits(run.as_bytes(), text.as_bytes(), most).is_some();
                scope.fields(seen).iter().any(|field| field.runs().any(is_like))
            }
            Clause::Days(from, to) => seen.date.is_some_and(|date| (*from..=*to).contains(&date)),
            Clause::Not(inner) => !inner.holds(seen),
            Clause::All(parts) => parts.iter().all(|part| part.holds(seen)),
            Clause::Any(parts) => parts.iter().any(|part| part.holds(seen)),
        }
    }
}

/// True if some choice of one non-overlapping occurrence each leaves at most `distance` other units between
/// the first and the last: by brute force.
fn are_near(field: &Grep, texts: &[String], distance: usize) -> bool {
    fn choose(
        field: &Grep,
        lists: &[Vec<(usize, usize)>],
        chosen: &mut Vec<(usize, usize)>,
        most: usize,
    ) -> bool {
        let Some((list, rest)) = lists.split_first() else {
            let mut spans = chosen.clone();
            spans.sort_unstable();
            let gaps = spans.windows(2).map(|two| field.units_between(two[0].1, two[1].0));
            return gaps.sum::<usize>() <= most;
        };
        list.iter().any(|&span| {
            if chosen.iter().any(|other| span.0 < other.1 && other.0 < span.1) {
                return false;
            }
            chosen.push(span);
            let fits = choose(field, rest, chosen, most);
            chosen.pop();
            fits
        })
    }
    let lists: Vec<Vec<_>> = texts.iter().map(|text| field.occurrences(text).collect()).collect();
    choose(field, &lists, &mut Vec::new(), distance)
}

/// The edit distance of two words (insert, leave out, replace, swap neighbours), if not more than `most`: by exhaustive
/// search.
fn edits(a: &[u8], b: &[u8], most: usize) -> Option<usize> {
    match (a, b) {
        ([first, a @ ..], [second, b @ ..]) if first == second => edits(a, b, most),
        ([], []) => Some(0),
        _ => {
            let left = most.checked_sub(1)?;
            let without = |word: &'_ [u8]| word.get(1..).map(<[u8]>::to_vec);
            let mut ways = Vec::new();
            ways.extend(without(a).and_then(|a| edits(&a, b, left)));
            ways.extend(without(b).and_then(|b| edits(a, &b, left)));
            ways.extend(without(a).zip(without(b)).and_then(|(a, b)| edits(&a, &b, left)));
            if let ([a1, a2, a @ ..], [b1, b2, b @ ..]) = (a, b)
                && a1 == b2
                && a2 == b1
            {
                ways.extend(edits(a, b, left));
            }
            ways.into_iter().min().map(|count| count + 1)
        }
    }
}

/// Draws clauses from the text of the articles.
struct Draw<'w> {
    world: &'w World,
    runs: Vec<String>,
    days: Vec<Date>,
    /// The number of text fields of one's own.
    texts: usize,
}

/// Texts of these alone rank and are not required beside others.
const FUNCTION_CHARACTERS: &str = "的了在是和与及等也都就而对之其或着把被从向这那有为以于但";

impl<'w> Draw<'w> {
    fn new(world: &'w World) -> Draw<'w> {
        let fields = |seen: &'w Seen| seen.fields.iter().chain(seen.own.iter().flatten());
        let runs: BTreeSet<&str> =
            world.articles.iter().take(2000).flat_map(fields).flat_map(Grep::runs).collect();
        let runs = runs.into_iter().filter(|run| run.bytes().all(|b| b.is_ascii_alphanumeric()));
        let days: BTreeSet<Date> = world.articles.iter().filter_map(|seen| seen.date).collect();
        let texts = world.articles.first().map_or(0, |seen| seen.own.len());
        Draw { world, runs: runs.map(str::to_owned).collect(), days: days.into_iter().collect(), texts }
    }

    /// Letters and digits of some text, normalised.
    fn letters(&self, most_chars: usize, random: &mut Random) -> String {
        loop {
            let chars = 1 + random.below(most_chars);
            let piece = self.world.piece(chars, random);
            let letters = normalize(&piece.chars().filter(|c| c.is_alphanumeric()).collect::<String>());
            if !letters.is_empty() {
                return letters;
            }
        }
    }

    fn scope(&self, random: &mut Random) -> Scope {
        if self.texts > 0 && random.below(2) == 0 {
            return Scope::Own(random.below(self.texts));
        }
        *random.pick(&[Scope::Anywhere, Scope::Anywhere, Scope::Anywhere, Scope::Title, Scope::Body])
    }

    fn leaf(&self, random: &mut Random) -> Clause {
        let scope = self.scope(random);
        match random.below(if self.texts > 0 { 13 } else { 12 }) {
            0..=3 => Clause::Quote(self.letters(5, random), scope),
            4..=5 => {
                let texts = (0..2 + random.below(2)).map(|_| self.letters(2, random)).collect();
                Clause::Near(texts, random.below(30), scope)
            }
            6 => {
                let run = random.pick(&self.runs);
                Clause::Prefix(run[..1 + random.below(run.len().min(4))].to_owned(), scope)
            }
            7 => match self.runs.iter().filter(|run| (4..20).contains(&run.len())).nth(random.below(50)) {
                Some(run) if run.bytes().all(|byte| byte.is_ascii_alphabetic()) => {
                    let mut word = run.clone().into_bytes();
                    let at = random.below(word.len() - 1);
                    word.swap(at, at + 1);
                    Clause::Fuzzy(String::from_utf8(word).unwrap(), scope)
                }
                _ => Clause::Quote(self.letters(3, random), scope),
            },
            12 => Clause::Present(random.below(self.texts)),
            8 if !self.days.is_empty() => {
                let (a, b) = (*random.pick(&self.days), *random.pick(&self.days));
                Clause::Days(a.min(b), a.max(b))
            }
            _ => {
                let text = self.letters(6, random);
                // An operator if it is alone, or a text that only ranks beside others.
                if matches!(text.as_str(), "且" | "或" | "非" | "and" | "or" | "not")
                    || text.chars().all(|c| FUNCTION_CHARACTERS.contains(c))
                {
                    return Clause::Quote(text, scope);
                }
                // Numbers have a law of their own.
                if has_number(&text) {
                    return Clause::Quote(text, scope);
                }
                let scope = if matches!(scope, Scope::Own(_)) { scope } else { Scope::Anywhere };
                let query = format!("{}{text}", scope.prefix());
                let required = self.world.index.explain(&SearchRequest::new(&query), None).unwrap().required;
                Clause::Words(required, text, scope)
            }
        }
    }

    fn clause(&self, depth: usize, random: &mut Random) -> Clause {
        let parts = |random: &mut Random| -> Vec<Clause> {
            (0..2 + random.below(2)).map(|_| self.clause(depth - 1, random)).collect()
        };
        match random.below(if depth == 0 { 1 } else { 5 }) {
            0..=1 => self.leaf(random),
            2 => Clause::Any(parts(random)),
            _ => {
                let mut all = parts(random);
                if random.below(2) == 0 {
                    // Negated text is one string, which a quote finds as written.
                    let negated = match self.clause(depth - 1, random) {
                        Clause::Words(_, text, scope) => Clause::Quote(text, scope),
                        Clause::Not(inner) => *inner,
                        other => other,
                    };
                    if !holds_words(&negated) {
                        all.push(Clause::Not(Box::new(negated)));
                    }
                }
                Clause::All(all)
            }
        }
    }
}

/// True if it contains unquoted text, whose negation follows another law.
fn holds_words(clause: &Clause) -> bool {
    match clause {
        Clause::Words(..) => true,
        Clause::Not(inner) => holds_words(inner),
        Clause::All(parts) | Clause::Any(parts) => parts.iter().any(holds_words),
        Clause::Quote(..)
        | Clause::Near(..)
        | Clause::Prefix(..)
        | Clause::Fuzzy(..)
        | Clause::Present(_)
        | Clause::Days(..) => false,
    }
}

pub(crate) fn assert_mixed_law(world: &World, queries: usize, random: &mut Random) {
    let draw = Draw::new(world);
    let mut found = 0;
    for _ in 0..queries {
        let clause = draw.clause(2, random);
        let query = clause.written();
        let expected = world.scan(|seen| clause.holds(seen));
        found += usize::from(!expected.is_empty());
        let got = world.search(&query);
        assert!(
            got.iter().map(String::as_str).eq(expected.iter().copied()),
            "{query}\n{clause:?}\nfound {} of {}, e.g. {:?}",
            got.len(),
            expected.len(),
            got.iter().map(String::as_str).collect::<BTreeSet<_>>().symmetric_difference(&expected).next()
        );
    }
    assert!(found > queries / 3, "the queries find too little to prove anything: {found}");
}

#[test]
fn clauses_of_every_kind_find_what_a_scan_finds() {
    let mut random = Random(1_124);
    let world = World::new(spliced_articles(300, &mut random), 5, &mut random);
    assert_mixed_law(&world, 500, &mut random);
}

/// Articles with values in text fields: pieces of other articles, one string or a list.
fn with_texts(mut articles: Vec<Article>, fields: usize, random: &mut Random) -> Vec<Article> {
    let bodies: Vec<Vec<char>> =
        articles.iter().map(|article| article.body_text().chars().collect()).collect();
    for article in &mut articles {
        for name in &TEXTS[..fields] {
            let mut piece = || {
                let body = random.pick(&bodies);
                let chars = (1 + random.below(25)).min(body.len());
                let start = random.below(body.len() - chars + 1);
                respelled(&body[start..start + chars].iter().collect::<String>(), random)
            };
            let value = match piece().chars().count() % 4 {
                0 => continue,
                1 => json!(piece()),
                _ => json!([piece(), piece(), piece()]),
            };
            article.extra.insert((*name).to_owned(), value);
        }
    }
    articles
}

#[test]
fn clauses_of_every_kind_find_what_a_scan_finds_in_text_fields_of_ones_own() {
    for (seed, types) in [(1, &["text"][..]), (2, &["text+"]), (3, &["text", "text+", "text", "text+"])] {
        let mut random = Random(seed);
        let articles = with_texts(spliced_articles(200, &mut random), types.len(), &mut random);
        let declare =
            |(name, written): (&&str, &&str)| FieldDeclaration::new(*name, written.parse().unwrap());
        let fields: Vec<FieldDeclaration> = TEXTS.iter().zip(types).map(declare).collect();
        let world = World::with_texts(articles, &fields, 4, &mut random);
        assert_mixed_law(&world, 1000, &mut random);
    }
}

#[test]
fn clauses_of_every_kind_find_what_a_scan_finds_in_real_news() {
    let mut random = Random(11);
    let Some(articles) = real_articles(400) else { return };
    let world = World::new(articles, 6, &mut random);
    assert_mixed_law(&world, 500, &mut random);
}
