use proptest::prelude::*;

use super::*;

/// All texts of an article, joined.
fn whole_text(article: &Article) -> String {
    let headings: String = article.sections.iter().map(|section| section.heading.as_str()).collect();
    [
        article.title_text(),
        article.label.clone().unwrap_or_default(),
        article.r#abstract.clone().unwrap_or_default(),
        article.byline.concat(),
        article.body.concat(),
        headings,
        article.unplaced.concat(),
    ]
    .concat()
}

fn sorted_letters(text: &str) -> Vec<char> {
    let mut letters: Vec<char> = text.chars().filter(|c| !c.is_whitespace() && *c != '\u{feff}').collect();
    letters.sort_unstable();
    letters
}

const PAGE: &str = "\
2024年5月8日 星期三 江城晚报 第3版

城东新添三座充电站

可同时为60辆车充电

本报讯（记者林小满 通讯员高远）昨天，城东三座充电站投入使用。

站长说，夜里电价便宜，来的车最多，队伍常常一直排到桥头的老

槐树下。

老街的灯

阅读提示

夜市停了半年，街坊们等了半年。

本报记者 沈一舟

傍晚六点，老街亮灯。

四十个摊位

摊位摆到桥头，卖的多是本地吃食。



本报临江5月7日电（记者王　伟）今天，临江到江城的早班船复航。



雨中开赛

5月6日，江城业余足球赛在雨中开赛，图为选手正在争球。

高远 摄/江城图片
";

#[test]
fn a_page_falls_into_its_articles() {
    let page = parse_page(PAGE);
    let heads: Vec<Option<&str>> = page.articles.iter().map(|article| article.title.as_deref()).collect();
    assert_eq!(heads, [Some("城东新添三座充电站"), Some("老街的灯"), None, Some("雨中开赛")]);
    let [first, second, third, fourth] = page.articles.as_slice() else { panic!() };
    assert_eq!(first.subtitle.as_deref(), Some("可同时为60辆车充电"));
    assert_eq!(first.body.len(), 2);
    assert!(first.body[1].ends_with("老槐树下。"));
    assert_eq!(first.date.unwrap().to_string(), "2024-05-08");
    assert_eq!(first.page.as_deref(), Some("3"));
    assert_eq!(second.label.as_deref(), Some("阅读提示"));
    assert_eq!(second.r#abstract.as_deref(), Some("夜市停了半年，街坊们等了半年。"));
    assert_eq!(second.reporters, ["沈一舟"]);
    assert_eq!(second.sections, [crate::Section { heading: "四十个摊位".into(), before: 1 }]);
    assert_eq!(third.reporters, ["王伟"]);
    assert_eq!(third.dateline.as_ref().unwrap().place.as_deref(), Some("临江"));
    assert_eq!(fourth.kind, crate::Kind::Photo);
    assert_eq!(fourth.photographers, ["高远"]);
    assert_eq!(fourth.credit.as_deref(), Some("江城图片"));
}

/// `PAGE` as its columns cut it: paragraphs indented, no line longer than `width` characters, blank lines only
/// where PAGE has several.
fn cut_by_columns(width: usize) -> String {
    let cut = |line: &str| {
        let is_paragraph = line.contains('，') && line.ends_with('。');
        let chars: Vec<char> = if is_paragraph { "　　" } else { "" }.chars().chain(line.chars()).collect();
        let width = if is_paragraph { width } else { chars.len() };
        chars.chunks(width).map(|line| line.iter().collect::<String>()).collect::<Vec<_>>().join("\n")
    };
    let whole = PAGE.replace("桥头的老\n\n槐树下", "桥头的老槐树下");
    let block = |block: &str| -> String {
        block.lines().filter(|line| !line.is_empty()).map(cut).collect::<Vec<_>>().join("\n")
    };
    whole.split("\n\n\n\n").map(block).collect::<Vec<_>>().join("\n\n")
}

#[test]
fn a_page_cut_by_its_columns_falls_into_the_same_articles() {
    // A space at the end of a line is lost with the line.
    let dense = |paragraph: String| paragraph.replace([' ', '\u{3000}'], "");
    let bodies = |page: &str| -> Vec<(Option<String>, Vec<String>)> {
        let articles = parse_page(page).articles.into_iter();
        articles.map(|article| (article.title, article.body.into_iter().map(dense).collect())).collect()
    };
    for width in [12, 14, 16] {
        assert_eq!(bodies(&cut_by_columns(width)), bodies(PAGE), "{width}");
    }
}

#[test]
fn readings_of_a_page_cut_by_its_columns_bear_the_lines_where_paragraphs_begin() {
    let page = cut_by_columns(14);
    for reading in explain_page(&page, 3) {
        let line = page.lines().nth(reading.line - 1).unwrap().trim();
        assert!(reading.text.starts_with(line), "{} {line}", reading.text);
    }
}

#[test]
fn what_the_page_says_of_itself_goes_to_its_articles() {
    let page = parse_page(
        "江城晚报　2021年1月1日　星期五　文体　A11\n\n老街夜市亮灯\n\n本报临江12月31日电（记者沈一舟）昨晚，停了半年的夜市重新亮灯。\n",
    );
    let article = &page.articles[0];
    assert_eq!(article.source.as_deref(), Some("江城晚报"));
    assert_eq!(article.page.as_deref(), Some("A11"));
    assert_eq!(article.section.as_deref(), Some("文体"));
    assert_eq!(article.dateline_day().unwrap().to_string(), "2020-12-31");
    assert_eq!(article.written_day(), article.dateline_day());
}

#[test]
fn an_article_alone_is_a_page_with_one_article() {
    let page = parse_page("雨后\n\n昨夜下了一场雨。\n\n清晨，街上的槐花落了一地。\n");
    assert_eq!(page.articles.len(), 1);
    assert_eq!(page.articles[0].title.as_deref(), Some("雨后"));
    assert_eq!(page.articles[0].body.len(), 2);
    let headless = parse_page("昨夜下了一场雨。\n清晨，街上的槐花落了一地。");
    assert_eq!(headless.articles.len(), 1);
    assert_eq!(headless.articles[0].title, None);
}

#[test]
fn a_line_that_begins_with_a_comma_goes_on_from_the_one_above() {
    let page = parse_page(
        "江城图书馆开放夜场\n    本报讯（记者方晓棠）江城市图书馆昨天宣布，从本周五起开放夜场\n，读者可以在馆内\
         阅读到晚上十点半。馆长林\n小满说，下班后的读者终于有了去处。\n    据介绍，夜场期间馆内将增派保安和志愿者，\n并开\
         通两条夜间公交线路，方便市民往返。首\n周预约人数已超过三千人。\n",
    );
    assert_eq!(page.articles.len(), 1);
    let openings: Vec<String> =
        page.articles[0].body.iter().map(|paragraph| paragraph.chars().take(3).collect()).collect();
    assert_eq!(openings, ["本报讯", "据介绍"]);
}

#[test]
fn verse_stays_in_lines() {
    let page = parse_page(
        "采茶\n\n本报记者 沈一舟\n\n雾里看山山不见\n\n山中听雨雨无声\n\n采得新茶三两叶\n\n归来已是月初生\n",
    );
    assert_eq!(page.articles.len(), 1);
    assert_eq!(page.articles[0].body.len(), 4);
}

#[test]
fn an_empty_page_has_no_articles() {
    assert_eq!(parse_page(""), ParsedPage::default());
    assert_eq!(parse_page(" \n\u{3000}\n"), ParsedPage::default());
}

/// The cost of each line does not grow with the page.
#[test]
fn a_page_of_a_hundred_thousand_bylines_keeps_them_all() {
    let char_at = |code: u32| char::from_u32(0x4e00 + code % 20_000).unwrap();
    let byline = |number: u32| format!("本报记者 王{}{}\n", char_at(number / 300), char_at(number % 300));
    let text = format!("雨后\n{}", (0..100_000).map(byline).collect::<String>());
    let articles = parse_page(&text).articles;
    assert_eq!(articles[0].title.as_deref(), Some("雨后"));
    let lines: usize = articles.iter().map(|article| article.byline.len()).sum();
    assert!(lines > 90_000, "{lines}");
}

proptest! {
    #[test]
    fn every_character_of_a_page_stands_in_some_field(
        lines in prop::collection::vec(
            prop_oneof![
                prop::sample::select(PAGE.lines().collect::<Vec<_>>()).prop_map(str::to_owned),
                ".{0,40}",
                Just("编者按".to_owned()),
                Just("责编：甲".to_owned()),
            ],
            0..30,
        )
    ) {
        let text = lines.join("\n");
        let articles = parse_page(&text).articles;
        let kept: String = articles.iter().map(whole_text).collect();
        prop_assert_eq!(sorted_letters(&kept), sorted_letters(&text), "{:?}", text);
    }
}
