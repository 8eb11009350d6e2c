use proptest::prelude::*;

use super::super::line::Lines;
use super::*;
use crate::{WarningKind, article_from_html};

const BEFORE: &str = "昨夜一场大雨，今早街上已经放晴，行人多了起来，店铺也都开了门。";
const AFTER: &str = "傍晚又下了一阵，路灯亮起的时候，街上已经没有人了，店铺也都关了门。";

/// A size at which a parser without bounds takes minutes for most of these inputs.
const BYTES: usize = 1_000_000;

fn many(piece: &str) -> String {
    piece.repeat(BYTES / piece.len())
}

/// Pieces that differ by a number.
fn numbered(before: &str, after: &str) -> String {
    let mut text = String::new();
    for number in 0.. {
        if text.len() >= BYTES {
            break;
        }
        text.push_str(&format!("{before}{number}{after}"));
    }
    text
}

/// Reads a page with something hostile in its midst. The text on both sides of it stays in lines of its own.
#[track_caller]
fn read_around(hostile: &str, bound: MarkupBound) {
    let page = format!("<p>{BEFORE}</p>{hostile}<p>{AFTER}</p>");
    let parsed = document(&page);
    assert_eq!(parsed.passed, BTreeSet::from([bound]));
    let lines = Lines::of(&parsed.page).lines;
    for text in [BEFORE, AFTER] {
        assert!(lines.iter().any(|line| line.text == text), "{text}");
    }
    let (article, warnings) = article_from_html(&page);
    assert!(article.body.iter().any(|text| text == BEFORE || text == AFTER), "{:?}", article.body.first());
    assert!(warnings.contains(&WarningKind::TooMuchMarkup { bound }), "{warnings:?}");
    let said = bound.most().to_string();
    assert!(warnings.iter().any(|warning| warning.to_string().contains(&said)), "{warnings:?}");
}

#[test]
fn formatting_that_is_opened_again_in_every_paragraph() {
    let fonts: String = (0..90).map(|number| format!("<font a={number}>")).collect();
    read_around(&format!("<p>{fonts}{}", many("<p>x")), MarkupBound::Copies);
    let fonts: String = (0..90).map(|number| format!("<b style='a:{number}'>")).collect();
    read_around(&format!("<p>{fonts}{}", many("<p>x</p>")), MarkupBound::Copies);
    // A link ends the one before it, and continues in each paragraph separately.
    read_around(&format!("<p>{fonts}{}", many("<a href=x><p>x")), MarkupBound::Copies);
}

#[test]
fn formatting_that_is_never_closed() {
    let fonts: String = (0..1_900).map(|number| format!("<font a={number}>")).collect();
    let page = format!("<p>{BEFORE}</p><p>{fonts}{}<p>{AFTER}", many("<p>x"));
    let parsed = document(&page);
    assert_eq!(parsed.passed, BTreeSet::from([MarkupBound::Formatting, MarkupBound::Copies]));
    let lines = Lines::of(&parsed.page).lines;
    assert!([BEFORE, AFTER].iter().all(|text| lines.iter().any(|line| line.text == *text)));
    read_around(&format!("<p>{}", numbered("<font a=", ">")), MarkupBound::Formatting);
    let attributes: String = (0..200).map(|number| format!(" a{number}")).collect();
    let fonts = many(&format!("<font{attributes}>"));
    assert!(document(&fonts).passed.contains(&MarkupBound::Formatting));
}

#[test]
fn attributes_of_one_tag() {
    read_around(&format!("<p {}>", numbered("a", " ")), MarkupBound::Attributes);
    read_around(&format!("<p>x</p {}>", numbered("a", "='>' ")), MarkupBound::Attributes);
    read_around(&format!("<svg><style></style><p {}></svg>", numbered("a", " ")), MarkupBound::Attributes);
    read_around(&format!("<script></script {}>", numbered("a", " ")), MarkupBound::Attributes);
    read_around(&format!("<!--><p {}><!-- -->", numbered("a", "/")), MarkupBound::Attributes);
}

#[test]
fn what_is_no_tag_keeps_its_words() {
    let words = numbered("a", " ");
    for text in [
        format!("<!-- <p {words}> -->"),
        format!("<script>if (1 <p {words}) {{}}</script>"),
        format!("<style>a</b {words}></style>"),
        format!("<title><p {words}></title>"),
        format!("<svg><![CDATA[<p {words}>]]></svg>"),
        format!("<p title='<p {words}>'>"),
        format!("< p {words}>"),
        format!("<plaintext><p {words}>"),
    ] {
        let parsed = document(&text);
        assert_eq!(parsed.passed, BTreeSet::new(), "{}", &text[..40]);
        assert!(parsed.page == Html::parse_document(&text), "{}", &text[..40]);
    }
}

#[test]
fn attributes_of_many_tags_that_are_one_element() {
    read_around(&numbered("<html a", "=1>"), MarkupBound::Attributes);
    read_around(&numbered("<body a", "=1>"), MarkupBound::Attributes);
}

#[test]
fn elements_in_elements() {
    for piece in [
        "<div>",
        "<ul><li>",
        "<span>",
        "<rp>",
        "<rt>",
        "<ruby><rt>",
        "<table><td>",
        "<svg>",
        "<p-x>",
        "<h1><div>",
    ] {
        read_around(&many(piece), MarkupBound::Depth);
    }
    read_around(&format!("<svg>{}</svg>", many("<script>")), MarkupBound::Depth);
    read_around(&format!("<!-->{}-->", many("<div>")), MarkupBound::Depth);
    read_around(&format!("<!--->{}-->", many("<div>")), MarkupBound::Depth);
    // The end tag belongs to the ignored element.
    read_around(&format!("{}{}", "<div>".repeat(150_000), "</div>".repeat(150_000)), MarkupBound::Depth);
}

#[test]
fn end_tags_that_end_nothing() {
    for piece in ["<div></span>", "<div></p-x>", "<div></i>", "<div><font></i></font>", "<div></p>"] {
        read_around(&many(piece), MarkupBound::Depth);
    }
    let fonts = format!("<p>{BEFORE}</p>{}<p>{AFTER}", many("<font></i>"));
    assert_eq!(document(&fonts).passed, BTreeSet::from([MarkupBound::Formatting]));
}

#[test]
fn objects_that_leave_traces() {
    let cells = many("<table><td><object></table>");
    read_around(&format!("{cells}{}", many("<b></b>")), MarkupBound::Objects);
}

const SOUP: [&str; 78] = [
    "<p>",
    "</p>",
    "<p class=a>",
    "<div>",
    "</div>",
    "<div id='a>' b>",
    "<a href=x>",
    "</a>",
    "<b>",
    "<b style=x>",
    "</b>",
    "<i>",
    "</i>",
    "<font color=red size=1>",
    "<font color=blue>",
    "</font>",
    "<nobr>",
    "</nobr>",
    "<table>",
    "</table>",
    "<tr>",
    "</tr>",
    "<td>",
    "</td>",
    "<caption>",
    "<ul>",
    "<li>",
    "</ul>",
    "<ruby>",
    "<rt>",
    "<rp>",
    "<select>",
    "<option>",
    "</select>",
    "<button>",
    "</button>",
    "<form>",
    "</form>",
    "<object>",
    "</object>",
    "<marquee>",
    "<template>",
    "</template>",
    "<svg>",
    "</svg>",
    "<math>",
    "<mi>",
    "<desc>",
    "<br/>",
    "<hr>",
    "<input>",
    "<script>",
    "</script>",
    "<style>",
    "</style >",
    "<title>",
    "</title/>",
    "<textarea>",
    "</textarea>",
    "<noscript>",
    "</noscript>",
    "<html a=1>",
    "<body b=2>",
    "</body>",
    "<frameset>",
    "<!--",
    "-->",
    "--!>",
    "<!-->",
    "<![CDATA[",
    "]]>",
    "<!doctype html>",
    "<",
    "</",
    " a='\"> ",
    "雨后街上。",
    "&amp;&lt",
    "\r\n",
];

/// A tag with this many attributes.
fn tag_of(attributes: usize) -> String {
    format!("<p {}>", (0..attributes).map(|number| format!("a{number} ")).collect::<String>())
}

/// No element has too many attributes, whatever precedes it; and text that is not a tag is complete.
fn check_attributes(before: &str) -> Parsed {
    let page = format!("{before}{}", tag_of(MarkupBound::Attributes.most() + 40));
    let parsed = document(&page);
    let elements = parsed.page.tree.nodes().filter_map(|node| node.value().as_element());
    assert!(elements.clone().all(|element| element.attrs().count() <= MarkupBound::Attributes.most()));
    if parsed.passed.is_empty() {
        assert!(parsed.page == Html::parse_document(&page));
    }
    parsed
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_500))]

    #[test]
    fn a_page_within_the_bounds_is_parsed_as_the_standard_says(
        pieces in prop::collection::vec(prop::sample::select(SOUP.to_vec()), 0..60)
    ) {
        let soup = pieces.concat();
        let parsed = document(&soup);
        prop_assert!(parsed.passed.is_empty(), "{:?}", parsed.passed);
        prop_assert!(parsed.page == Html::parse_document(&soup));
        prop_assert!(fragment(&soup).page == Html::parse_fragment(&soup));
        let parsed = check_attributes(&soup);
        if !parsed.passed.is_empty() {
            let cut = format!("{soup}{}", tag_of(MarkupBound::Attributes.most()));
            prop_assert!(parsed.page == Html::parse_document(&cut));
        }
    }

    // Formatting elements are excluded: only their first few attributes are kept.
    #[test]
    fn any_signs_are_parsed_as_the_standard_says(soup in "(<[!/?]?|[x-z]|-{1,3}!?>?|[\"'= />]|[雨。😀&;\t\n\r\0]){0,60}") {
        prop_assert!(document(&soup).page == Html::parse_document(&soup));
        check_attributes(&soup);
    }
}
