//! Scores of the segmentation of pages into articles, compared with a reference segmentation.
//!
//! White space is ignored. A start is right if the article's first character is at the right place. For articles with a right
//! start, the whole headline is compared. A paragraph or heading is right in whichever text field it is; a short line also in
//! the fields for people and for unplaced text.

use std::collections::{BTreeMap, BTreeSet};

use fastrand::Rng;
use jianbao_article::Article;

/// Known parts of an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Known {
    pub(crate) headline: String,
    pub(crate) paragraphs: Vec<String>,
}

/// Right, found and wanted.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Counts {
    right: usize,
    found: usize,
    gold: usize,
}

impl Counts {
    fn add(&mut self, other: Counts) {
        self.right += other.right;
        self.found += other.found;
        self.gold += other.gold;
    }

    pub(crate) fn f1(self) -> f64 {
        ratio(2 * self.right, self.found + self.gold)
    }

    pub(crate) fn precision(self) -> f64 {
        ratio(self.right, self.found)
    }

    pub(crate) fn recall(self) -> f64 {
        ratio(self.right, self.gold)
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of characters on some thousands of pages")]
fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

/// Figures of pages, all together.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Figures {
    pub(crate) starts: Counts,
    pub(crate) headlines: Counts,
    pub(crate) paragraphs: Counts,
    pub(crate) kept: Counts,
}

impl Figures {
    /// The figures of some pages together.
    pub(crate) fn of_all<'f>(pages: impl IntoIterator<Item = &'f Figures>) -> Figures {
        let mut all = Figures::default();
        for page in pages {
            all.starts.add(page.starts);
            all.headlines.add(page.headlines);
            all.paragraphs.add(page.paragraphs);
            all.kept.add(page.kept);
        }
        all
    }

    /// The figures of a page.
    pub(crate) fn of(text: &str, found: &[Article], known: &[Known]) -> Figures {
        let mut figures = Figures::default();
        let text = dense(text);
        let (gold, read) = (openings_of(known), openings_read(found));
        let (gold_places, read_places) = (places(&text, &gold), places(&text, &read));
        let read_at: BTreeMap<usize, usize> =
            read_places.iter().enumerate().filter_map(|(index, at)| Some(((*at)?, index))).collect();
        let wanted: BTreeSet<usize> = gold_places.iter().flatten().copied().collect();
        figures.starts = Counts {
            right: read_at.keys().filter(|at| wanted.contains(at)).count(),
            found: found.len(),
            gold: known.len(),
        };
        for (at, (headline, _)) in gold_places.iter().zip(&gold) {
            let Some(index) = at.and_then(|at| read_at.get(&at)) else { continue };
            let is_right = usize::from(read[*index].0 == *headline);
            figures.headlines.add(Counts { right: is_right, found: 1, gold: 1 });
        }
        figures.paragraphs = paragraph_counts(found, known);
        let kept: String = found.iter().map(whole_text).collect();
        figures.kept = Counts { gold: text.chars().count(), ..Counts::default() };
        let mut rest: BTreeMap<char, usize> = BTreeMap::new();
        for c in dense(&kept).chars() {
            *rest.entry(c).or_default() += 1;
        }
        for c in text.chars() {
            if let Some(count) = rest.get_mut(&c).filter(|count| **count > 0) {
                *count -= 1;
                figures.kept.right += 1;
            }
        }
        figures
    }
}

/// Headline and text of each article.
fn openings_of(known: &[Known]) -> Vec<(String, String)> {
    known.iter().map(|known| (dense(&known.headline), dense(&known.paragraphs.concat()))).collect()
}

fn openings_read(found: &[Article]) -> Vec<(String, String)> {
    let opening = |article: &Article| {
        let text = [article.r#abstract.clone().unwrap_or_default(), article.body.concat()].concat();
        (dense(&article.title_text()), dense(&text))
    };
    found.iter().map(opening).collect()
}

/// The missed and false starts of a page, with the lines around them.
pub(crate) fn wrong_starts(text: &str, found: &[Article], known: &[Known]) -> String {
    let text = dense(text);
    let places_of = |articles: &[(String, String)]| -> BTreeSet<usize> {
        places(&text, articles).into_iter().flatten().collect()
    };
    let (wanted, read) = (places_of(&openings_of(known)), places_of(&openings_read(found)));
    let around = |sign: char, at: usize| {
        let above: Vec<char> = text[..at].chars().rev().take(24).collect();
        let above: String = above.into_iter().rev().collect();
        let below: String = text[at..].chars().take(60).collect();
        format!("{sign} …{above} ▏{below}…\n")
    };
    let missed = wanted.difference(&read).map(|at| (*at, '-'));
    let mut wrong: Vec<(usize, char)> = missed.chain(read.difference(&wanted).map(|at| (*at, '+'))).collect();
    wrong.sort_unstable();
    wrong.into_iter().map(|(at, sign)| around(sign, at)).collect()
}

fn paragraph_counts(found: &[Article], known: &[Known]) -> Counts {
    let mut counts = Counts::default();
    let mut wanted: BTreeMap<String, usize> = BTreeMap::new();
    for paragraph in known.iter().flat_map(|known| &known.paragraphs) {
        let paragraph = dense(paragraph);
        if !paragraph.is_empty() {
            *wanted.entry(paragraph).or_default() += 1;
            counts.gold += 1;
        }
    }
    let mut take = |text: &str| -> bool {
        let count = wanted.get_mut(&dense(text)).filter(|count| **count > 0);
        count.map(|count| *count -= 1).is_some()
    };
    let of_text = |article: &Article| -> Vec<String> {
        let headings = article.sections.iter().map(|section| section.heading.clone());
        let boxed = article.r#abstract.iter().flat_map(|text| text.lines()).map(str::to_owned);
        article.body.iter().cloned().chain(headings).chain(boxed).collect()
    };
    for text in found.iter().flat_map(of_text).filter(|text| !dense(text).is_empty()) {
        counts.found += 1;
        counts.right += usize::from(take(&text));
    }
    let beside = |article: &Article| -> Vec<String> {
        let lines = article.byline.iter().chain(&article.unplaced).chain(&article.label);
        lines.cloned().collect()
    };
    for text in found.iter().flat_map(beside).filter(|text| take(text)) {
        let is_one = usize::from(!text.is_empty());
        counts.add(Counts { right: is_one, found: is_one, gold: 0 });
    }
    counts
}

fn dense(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && *c != '\u{feff}').collect()
}

/// All texts of an article, joined.
fn whole_text(article: &Article) -> String {
    let headings: String = article.sections.iter().map(|section| section.heading.as_str()).collect();
    let boxed =
        [&article.label, &article.r#abstract].map(|text| text.as_deref().unwrap_or_default()).concat();
    let listed = [&article.byline, &article.body, &article.unplaced].map(|lines| lines.concat()).concat();
    [article.title_text(), boxed, listed, headings].concat()
}

/// Offset of each article in the text of the page; none if its opening is not found.
fn places(text: &str, articles: &[(String, String)]) -> Vec<Option<usize>> {
    let mut from = 0;
    let find = |(headline, body): &(String, String)| {
        let opening = if headline.is_empty() { body } else { headline };
        let opening: String = opening.chars().take(24).collect();
        if opening.is_empty() {
            return None;
        }
        let at = text[from..].find(&opening).map(|at| from + at).or_else(|| text.find(&opening))?;
        from = at + opening.chars().next().map_or(0, char::len_utf8);
        Some(at)
    };
    articles.iter().map(find).collect()
}

/// The 95 % interval of a mean over groups of pages: the pages of each group are resampled 400 times.
pub(crate) fn interval(groups: &[Vec<Figures>], of: impl Fn(&Figures) -> f64) -> (f64, f64) {
    const DRAWS: usize = 400;
    let mut rng = Rng::with_seed(1);
    let mut means: Vec<f64> = (0..DRAWS)
        .map(|_| {
            let drawn = groups.iter().filter(|group| !group.is_empty()).map(|group| {
                let pages: Vec<&Figures> = group.iter().map(|_| &group[rng.usize(..group.len())]).collect();
                of(&Figures::of_all(pages))
            });
            mean(&drawn.collect::<Vec<f64>>())
        })
        .collect();
    means.sort_by(f64::total_cmp);
    (means[DRAWS / 40], means[DRAWS - 1 - DRAWS / 40])
}

#[expect(clippy::cast_precision_loss, reason = "some dozens of styles")]
pub(crate) fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len().max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article(title: &str, body: &[&str]) -> Article {
        let body = body.iter().map(|text| (*text).to_owned()).collect();
        Article { title: Some(title.to_owned()), body, ..Article::default() }
    }

    fn known(headline: &str, paragraphs: &[&str]) -> Known {
        let paragraphs = paragraphs.iter().map(|text| (*text).to_owned()).collect();
        Known { headline: headline.to_owned(), paragraphs }
    }

    const TEXT: &str = "雨后\n槐花落了一地。\n老街的灯\n昨晚亮灯。\n夜市开张。\n";

    #[test]
    fn what_is_right_counts_fully() {
        let gold = [known("雨后", &["槐花落了一地。"]), known("老街的灯", &["昨晚亮灯。", "夜市开张。"])];
        let found =
            [article("雨后", &["槐花落了一地。"]), article("老街的灯", &["昨晚亮灯。", "夜市开张。"])];
        let figures = Figures::of(TEXT, &found, &gold);
        let all = [figures.starts, figures.headlines, figures.paragraphs, figures.kept];
        for counts in [all[0], all[1], all[2]] {
            assert_eq!(counts.f1(), 1.0);
        }
        assert_eq!(figures.kept.recall(), 1.0);
        assert_eq!(wrong_starts(TEXT, &found, &gold), "");
    }

    #[test]
    fn starts_paragraphs_and_characters_that_are_missed_or_false_count_against() {
        let gold = [known("雨后", &["槐花落了一地。"]), known("老街的灯", &["昨晚亮灯。", "夜市开张。"])];
        let found = [article("雨后", &["槐花落了一地。", "老街的灯", "昨晚亮灯。夜市开张。"])];
        let figures = Figures::of(TEXT, &found, &gold);
        assert_eq!((figures.starts.precision(), figures.starts.recall()), (1.0, 0.5));
        assert_eq!((figures.paragraphs.right, figures.paragraphs.found, figures.paragraphs.gold), (1, 3, 3));
        let short = Figures::of(TEXT, &[article("雨后", &["槐花落了一地。"])], &gold);
        assert!(short.kept.recall() < 0.5);
        assert!(wrong_starts(TEXT, &found, &gold).starts_with("- …"));
    }

    #[test]
    fn intervals_hold_the_mean() {
        let gold = [known("雨后", &["槐花落了一地。"])];
        let text = "雨后\n槐花落了一地。\n";
        let right = Figures::of(text, &[article("雨后", &["槐花落了一地。"])], &gold);
        let wrong = Figures::of(text, &[article("槐花落了一地。", &[])], &gold);
        let (low, high) = interval(&[vec![right, wrong, right, wrong]], |figures| figures.starts.f1());
        assert!(low < 0.5 && high > 0.5 && low >= 0.0 && high <= 1.0, "{low} {high}");
    }
}
