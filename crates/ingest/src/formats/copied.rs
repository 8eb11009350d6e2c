//! An article copied from a web page as text: a headline, a line with day, source and people under it, the
//! report, and closing lines (`【责任编辑：李四】`, `【纠错】`).
//!
//! A newspaper page has its day above all headlines, such an article below its own; this distinguishes the
//! two. The lines of metadata are parsed and removed. The rest is parsed as a page, which joins wrapped
//! lines.

use jianbao_article::{Article, parse_page};
use serde_json::Value;

use super::imprint::{self, Imprint};

/// A longer text is no single article.
const MAX_LINES: usize = 300;

/// Maximum number of lines from the top for headline and metadata.
const MAX_HEAD_LINES: usize = 7;

/// Maximum number of lines from the end for metadata and buttons.
const MAX_FOOT_LINES: usize = 8;

/// A longer line is no headline.
const MAX_HEADLINE_CHARS: usize = 60;

/// The article of a text copied from a web page, with the line of its headline from 1; none if it is something else.
pub(super) fn article(text: &str) -> Option<(Article, usize)> {
    let lines: Vec<&str> = text.lines().collect();
    let filled: Vec<usize> =
        (0..lines.len()).filter(|&at| !lines[at].trim().is_empty()).take(MAX_LINES + 1).collect();
    if filled.len() > MAX_LINES || filled.len() < 3 {
        return None;
    }
    let read = |at: usize| imprint::read(lines[at]).filter(|imprint| imprint.is_apart(lines[at]));
    let head: Vec<usize> = filled.iter().copied().take(MAX_HEAD_LINES).collect();
    // The first line below a headline that dates it.
    let is_headline = |at: usize| {
        let line = lines[at].trim();
        line.chars().count() <= MAX_HEADLINE_CHARS
            && !line.ends_with(['。', '；', '，'])
            && read(at).is_none()
    };
    let headlines =
        head.iter().copied().skip_while(|&at| read(at).is_some()).take_while(|&at| is_headline(at)).count();
    let above = head.iter().copied().take_while(|&at| read(at).is_some()).count();
    let dated = |at: &usize| read(*at).is_some_and(|imprint| imprint.date.is_some());
    let below = head.iter().copied().skip(above + headlines).take_while(|&at| read(at).is_some());
    if !(1..=3).contains(&headlines) || !below.clone().any(|at| dated(&at)) {
        return None;
    }
    let data_end = filled[above + headlines] + below.count();
    // If there is another such line further down, there are several articles.
    let foot = filled.len().saturating_sub(MAX_FOOT_LINES);
    let rest = filled.iter().filter(|&&at| at > data_end);
    if rest
        .clone()
        .zip(0..foot.max(1))
        .any(|(at, _)| dated(at) && filled.iter().rposition(|other| other == at) < Some(foot))
    {
        return None;
    }
    let mut whole = Imprint::default();
    let mut kept: Vec<&str> = lines.clone();
    for (index, &at) in filled.iter().enumerate() {
        let is_edge = index < MAX_HEAD_LINES || index >= foot;
        if let Some(imprint) = read(at).filter(|_| is_edge) {
            whole.merge(imprint);
            kept[at] = "";
        } else if index >= foot && index > above + headlines && imprint::says_nothing(lines[at]) {
            kept[at] = "";
        }
    }
    let mut articles = parse_page(&kept.join("\n")).articles;
    let mut article = match articles.len() {
        1 => articles.remove(0),
        _ => whole_article(&kept, filled[above], headlines),
    };
    if let Some(date) = whole.date {
        (article.date, article.time) = (Some(date.day), date.time);
    }
    article.source = whole.source.or(article.source);
    article.page = whole.page.or(article.page);
    article.section = whole.section.or(article.section);
    let people = whole.people;
    if !people.is_empty() {
        article.reporters = people.reporters;
        article.correspondents = people.correspondents;
        article.photographers = people.photographers;
    }
    if let Some(editor) = whole.editor {
        article.extra.insert("责任编辑".to_owned(), Value::String(editor));
    }
    Some((article, filled[above] + 1))
}

/// All lines as one article, even if some paragraphs have the shape of headlines.
fn whole_article(lines: &[&str], first: usize, headlines: usize) -> Article {
    let mut filled = lines.iter().skip(first).map(|line| line.trim()).filter(|line| !line.is_empty());
    let title = filled.next().map(str::to_owned);
    let subtitle: Vec<&str> = filled.by_ref().take(headlines.saturating_sub(1)).collect();
    let body = filled.map(str::to_owned).collect();
    let subtitle = (!subtitle.is_empty()).then(|| subtitle.join(" "));
    let mut article = Article { title, subtitle, body, ..Article::default() };
    jianbao_article::read_byline(&mut article);
    article
}

#[cfg(test)]
mod tests {
    use crate::files::read::tests::read_articles;

    const TEXT: &str = "昨夜一场大雨，今早街上已经放晴，卖花的人又出来了，孩子们在水洼边追着跑。\n\
        老人说，这样的天气好几年没有见过了，河边的柳树一夜之间绿了许多。\n";

    #[test]
    fn an_article_copied_from_a_web_page_is_one_article_with_its_data() {
        for (head, foot, source, page, people) in [
            (
                "雨后街上\n2024-05-08 08:00:00\n来源： 江城网\n",
                "【纠错】\n【责任编辑:李四】\n",
                "江城网",
                None,
                vec![],
            ),
            (
                "江城日报    2024年05月08日    第 03 版    要闻\n雨后街上\n作者：本报记者 高远\n《江城日报》（ 2024年05月08日 03版）\n",
                "",
                "江城日报",
                Some("3"),
                vec!["高远"],
            ),
            (
                "雨後街上 卖花的人出来了\n2024-05-08 00:12 江城報／記者高遠／江城報導\n",
                "",
                "江城報",
                None,
                vec!["高遠"],
            ),
            ("雨后街上\n\n2024年5月8日 星期三 05:05\n\n【江城報專訊】", "", "江城報", None, vec![]),
            (
                "雨后街上\n作者：高远 来源：江城晚报\n发布时间：2024年5月8日 浏览：12次\n",
                "（责编：李四、王五）\n",
                "江城晚报",
                None,
                vec!["高远"],
            ),
        ] {
            let articles = read_articles("a.txt", format!("{head}{TEXT}{foot}").as_bytes());
            assert_eq!(articles.len(), 1, "{head}");
            let article = &articles[0];
            assert_eq!(article.date.unwrap().to_string(), "2024-05-08", "{head}");
            assert_eq!((article.source.as_deref(), article.page.as_deref()), (Some(source), page), "{head}");
            assert_eq!(article.reporters, people, "{head}");
            assert_eq!(
                (article.body.len(), article.subtitle.as_deref()),
                (2, None),
                "{head}{:?}",
                article.body
            );
            assert!(article.title.as_ref().unwrap().starts_with("雨"), "{head}");
            assert_eq!(article.extra.contains_key("责任编辑"), !foot.is_empty(), "{head}");
        }
    }

    #[test]
    fn a_page_of_a_paper_and_several_articles_stay_what_they_are() {
        let page = format!(
            "江城晚报 2024年5月8日 星期三 第3版\n雨后街上\n本报讯（记者高远）{TEXT}夜市开了\n本报讯（记者沈一舟）{TEXT}"
        );
        assert!(super::article(&page).is_none());
        let one = format!("雨后街上\n2024-05-08 08:00 来源：江城网\n{}", TEXT.repeat(8));
        assert!(super::article(&one).is_some());
        assert!(super::article(&format!("{one}{one}")).is_none());
    }
}
