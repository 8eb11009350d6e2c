//! Generator of training pages: layouts of invented papers, filled with reports from the corpora.
//!
//! Web editions lack elements of the printed page, and each paper has its own style. So that the model learns more than one,
//! each page gets a random [`HouseStyle`]: the style of the openings of reports, signatures, headlines, lines between and inside
//! articles, blank lines, columns. Most articles of a page follow its style, as on real pages. The reports come from all
//! corpora; names, papers and places are invented. A [`Kind`] of layout can be left out, to test the model on pages of an
//! unknown kind.

mod article;
mod clauses;
mod extras;
mod furniture;
mod house_style;
mod inside;
mod layout;
mod people;
mod script;

use fastrand::Rng;
use jianbao_article::training::State;

use crate::corpus::{Corpus, Gold, Report};
use article::Setting;
use clauses::Clauses;
pub(crate) use clauses::sentences_of;
pub(crate) use house_style::Kind;
use house_style::{HouseStyle, Source};
use people::chance;
pub(crate) use script::Traditional;

/// A page's text and its lines, each with its correct state. In order, their characters are those of the
/// text.
#[derive(Clone, Debug)]
pub(crate) struct Page {
    pub(crate) text: String,
    pub(crate) lines: Vec<Gold>,
}

/// Draws pages from a corpus.
pub(crate) struct Grammar<'c> {
    corpus: &'c Corpus,
    clauses: Clauses,
    headlines: Vec<String>,
    traditional: Traditional,
    without: Vec<Kind>,
}

impl<'c> Grammar<'c> {
    /// A grammar of all kinds but some.
    pub(crate) fn new(corpus: &'c Corpus, without: Vec<Kind>) -> Grammar<'c> {
        let headlines = corpus.reports().filter_map(|report| report.headline.last().cloned()).step_by(9);
        Grammar {
            corpus,
            clauses: Clauses::of(corpus),
            headlines: headlines.collect(),
            traditional: Traditional::new(),
            without,
        }
    }

    /// A page of the known paper, as in its web edition.
    pub(crate) fn plain(&self, reports: &[Report], rng: &mut Rng) -> Page {
        self.lay_out(reports, &HouseStyle::plain(rng), rng)
    }

    /// A page of a paper drawn at random.
    pub(crate) fn page(&self, rng: &mut Rng) -> Page {
        let has = |kind| !self.without.contains(&kind);
        let mut style = HouseStyle::draw(self.corpus.sources.len(), &has, rng);
        if self.corpus.pages.is_empty() && style.source == Source::Page {
            style.source = Source::All;
        }
        let count = style.articles(rng);
        let reports: Vec<Report> = match style.source {
            Source::Page => rng.choice(&self.corpus.pages).cloned().unwrap_or_default(),
            Source::One(source) => self.corpus.some(Some(source), count, rng),
            Source::All => self.corpus.some(None, count, rng),
        };
        self.lay_out(&reports, &style, rng)
    }

    fn lay_out(&self, reports: &[Report], style: &HouseStyle, rng: &mut Rng) -> Page {
        let setting = Setting { style, clauses: &self.clauses, headlines: &self.headlines };
        let mut lines: Vec<Gold> = Vec::new();
        let staff = |line: String| (line, State::Staff);
        if style.has_head {
            lines.extend(furniture::masthead(rng).into_iter().map(staff));
        }
        if style.begins_inside
            && let Some(report) = rng.choice(reports)
        {
            let rest = report.paragraphs.iter().skip(report.paragraphs.len() / 2);
            lines.extend(rest.map(|paragraph| (paragraph.clone(), State::Body)));
            if let Some((_, state)) = lines.iter_mut().find(|(_, state)| *state == State::Body) {
                *state = State::BodyStart;
            }
        }
        for report in reports {
            if chance(style.between, rng) {
                lines.extend(extras::article(&self.clauses, rng));
            }
            if chance(style.pictures, rng) {
                lines.extend(extras::picture(&self.clauses, rng));
            }
            let article = setting.set(report, rng);
            lines.extend(layout::broken(article, style, rng));
        }
        if style.has_foot {
            lines.extend((0..rng.usize(1..=2)).map(|_| staff(furniture::foot(rng))));
        }
        if style.is_traditional {
            for (line, _) in &mut lines {
                *line = self.traditional.text(line);
            }
        } else if style.is_strange {
            script::estrange(&mut lines, rng);
        }
        let text = layout::text(&lines, style, rng);
        Page { text, lines }
    }
}

#[cfg(test)]
mod tests {
    use jianbao_article::training::PairTable;

    use super::*;
    use crate::lesson::Lesson;

    fn corpus() -> Corpus {
        let paragraphs = [
            "昨夜下了一场雨，清晨的街上落满槐花，卖豆浆的老周推着车从桥头过来，车铃在巷子里响了三声。",
            "老周的车在这条街上停了20年，最早是木头的，后来换成铁的，去年社区给他配了一辆电动的。",
            "“推着走，街坊们听得见。”老周说，他的豆浆是凌晨三点磨的，一天只做四十斤，卖完就收摊。",
            "街口新开了一家咖啡馆，年轻的店主每天来买一碗豆浆，说是要调出一种有豆香的拿铁。",
            "新市场，新办法，街道办事处请来工匠，把木楼的窗子一扇一扇修好，又在桥头添了三盏灯。",
        ];
        let report = |number: usize| Report {
            headline: vec![format!("老街的第{number}个早晨")],
            paragraphs: paragraphs
                .iter()
                .cycle()
                .skip(number)
                .take(3 + number % 4)
                .map(|text| (*text).to_owned())
                .collect(),
        };
        let reports: Vec<Report> = (0..40).map(report).collect();
        Corpus {
            pages: reports.chunks(5).map(<[Report]>::to_vec).collect(),
            sources: vec![reports],
            slices: Vec::new(),
        }
    }

    fn dense(text: &str) -> String {
        text.split_whitespace().collect()
    }

    /// In order the characters of a page's lines are those of its text, whatever the style.
    #[test]
    fn a_pages_text_is_its_lines() {
        let corpus = corpus();
        let grammar = Grammar::new(&corpus, Vec::new());
        let mut rng = Rng::with_seed(3);
        for _ in 0..200 {
            let page = grammar.page(&mut rng);
            let lines: String = page.lines.iter().map(|(line, _)| line.as_str()).collect();
            assert_eq!(dense(&page.text), dense(&lines));
        }
    }

    #[test]
    fn the_same_seed_draws_the_same_pages() {
        let corpus = corpus();
        let grammar = Grammar::new(&corpus, Vec::new());
        let texts = |seed| -> Vec<String> {
            let mut rng = Rng::with_seed(seed);
            (0..20).map(|_| grammar.page(&mut rng).text).collect()
        };
        assert_eq!(texts(7), texts(7));
        assert_ne!(texts(7), texts(8));
    }

    /// Without columns every article of the layout begins in the lesson too, unless the shape of a line
    /// forbids it.
    #[test]
    fn lessons_begin_where_articles_do() {
        let corpus = corpus();
        let grammar = Grammar::new(&corpus, vec![Kind::Wrapped]);
        let pairs = PairTable::compile(&|_| 20, &[('豆', '浆', 30)]);
        let table = PairTable::read(&pairs).unwrap();
        let mut rng = Rng::with_seed(5);
        let (mut laid_out, mut begun) = (0, 0);
        for _ in 0..100 {
            let page = grammar.page(&mut rng);
            let lesson = Lesson::of(&page, &table);
            assert_eq!(lesson.samples.len(), lesson.states.len());
            laid_out += page.lines.iter().filter(|(_, state)| state.starts_article()).count();
            begun += lesson.states.iter().filter(|state| state.starts_article()).count();
        }
        assert!(100 * begun >= 98 * laid_out && 98 * begun <= 100 * laid_out, "{begun} of {laid_out}");
    }

    #[test]
    fn kinds_that_are_left_out_do_not_come_up() {
        let corpus = corpus();
        let drawn = |without: Vec<Kind>| -> String {
            let grammar = Grammar::new(&corpus, without);
            let mut rng = Rng::with_seed(9);
            (0..200).map(|_| grammar.page(&mut rng).text).collect()
        };
        let all = drawn(Vec::new());
        assert!(all.contains("責任編輯") || all.contains("責編"), "traditional pages are drawn");
        assert!(all.contains("　　老街"), "indented pages are drawn");
        let some = drawn(vec![Kind::Traditional, Kind::Indent, Kind::Strange]);
        assert!(!some.contains('責') && !some.contains("\n　　"));
    }
}
