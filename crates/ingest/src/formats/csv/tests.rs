use crate::files::read::tests::{read, read_articles, read_with};
use crate::{Limits, ReadOptions};

fn rows(name: &str, text: &str) -> Vec<String> {
    read(name, text.as_bytes()).unwrap()
}

#[test]
fn columns_are_fields_by_their_names_and_others_are_kept() {
    let text = "标题,正文,来源,作者,日期,版次,栏目,热度\r\n\
                雨后,\"第一段，\"\"引\"\"。\r\n第二段。\",江城日报,王伟、李四,2024年5月8日,3,要闻,七\r\n";
    let article = &read_articles("a.csv", text.as_bytes())[0];
    assert_eq!(article.title.as_deref(), Some("雨后"));
    assert_eq!(article.body, ["第一段，\"引\"。", "第二段。"]);
    assert_eq!(article.source.as_deref(), Some("江城日报"));
    assert_eq!(article.reporters, ["王伟", "李四"]);
    assert_eq!(article.date.unwrap().to_string(), "2024-05-08");
    assert_eq!((article.page.as_deref(), article.section.as_deref()), (Some("3"), Some("要闻")));
    assert_eq!(article.extra["热度"], "七");
}

#[test]
fn the_first_row_tells_what_separates() {
    for (name, text) in [
        ("a.tsv", "title\tbody\n雨后\t街上, 无人。\n"),
        ("a.csv", "title;body\n雨后;街上, 无人。\n"),
        ("a.csv", "\"title\"|\"body\"\n雨后|街上, 无人。\n"),
        ("a.csv", "\u{feff}title,body\n雨后,\"街上, 无人。\"\n"),
    ] {
        let article = &read_articles(name, text.as_bytes())[0];
        assert_eq!(
            (article.title.as_deref(), article.body.concat().as_str()),
            (Some("雨后"), "街上, 无人。")
        );
    }
}

#[test]
fn tables_of_every_encoding_are_read() {
    let text = "標題,正文\n雨後,「街上無人。」\n";
    let expect = read_articles("a.csv", text.as_bytes());
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for bytes in [
        encoding_rs::GB18030.encode(text).0.into_owned(),
        encoding_rs::BIG5.encode(text).0.into_owned(),
        [b"\xff\xfe".as_slice(), &wide].concat(),
        wide,
    ] {
        assert_eq!(read_articles("a.csv", &bytes), expect);
    }
}

#[test]
fn a_quote_that_is_never_closed_costs_its_own_row() {
    let text = "title,body\n甲,\"没有完\n乙,正文\n丙,\"正\n文\"\n丁,正文\n";
    assert_eq!(
        rows("a.csv", text),
        ["/a.csv:2: a quote opens here and is not closed: read as it stands", "甲", "乙", "丙", "丁"]
    );
    // Nothing closes it until the end.
    let text = "title,body\n甲,\"没有完,多\n乙,正文\n";
    assert_eq!(rows("a.csv", text), ["/a.csv:2: a quote opens here and is not closed: left out", "乙"]);
}

#[test]
fn rows_with_too_many_or_too_few_values_are_told_and_kept() {
    let articles = read_articles("a.csv", "title,body\n甲,正文,多,余\n乙\n".as_bytes());
    assert_eq!(articles[0].extra["column 4"], "余");
    assert_eq!(articles[1].title.as_deref(), Some("乙"));
    let told = rows("a.csv", "title,body\n甲,正文,多\n");
    assert_eq!(told[0], "/a.csv:2: 3 values where the first row names 2 columns");
}

#[test]
fn a_quote_inside_a_value_is_told_and_kept() {
    let text = "title,body\n\"他说\"好\"吧\",正文\n";
    assert_eq!(rows("a.csv", text)[0], "/a.csv:2: a quote inside a value is not doubled");
    assert_eq!(read_articles("a.csv", text.as_bytes())[0].title.as_deref(), Some("他说好\"吧\""));
}

#[test]
fn a_table_without_a_known_column_says_how_to_name_them() {
    let error = read("a.csv", "题头,全部\n雨后,街上\n".as_bytes()).unwrap_err();
    assert!(error.contains("题头, 全部") && error.contains("--map title=COLUMN"), "{error}");
    let options = ReadOptions::default().field("标题", "题头").unwrap().field("body", "全部").unwrap();
    assert_eq!(read_with("a.csv", "题头,全部\n雨后,街上\n".as_bytes(), &options).unwrap(), ["雨后"]);
}

#[test]
fn an_endless_line_is_passed_over_inside_a_row_too() {
    let limits = Limits { record_bytes: 40, ..Limits::default() };
    let options = ReadOptions::default().limits(limits);
    let text = format!("title,body\n甲,\"一\n{}\n二\"\n乙,正文\n", "长".repeat(50));
    let seen = read_with("a.csv", text.as_bytes(), &options).unwrap();
    assert_eq!(seen[0], "/a.csv:2: a quote opens here and is not closed: read as it stands");
    assert_eq!(seen[2], "/a.csv:3: a line of more than 40 bytes: left out");
    assert_eq!(seen.last().unwrap(), "乙");
}

proptest::proptest! {
    /// Written by the csv crate's rules and read back, a table is what it was.
    #[test]
    fn what_is_quoted_by_the_rules_reads_back(values in proptest::collection::vec("[a雨\",;\n |]{1,8}", 1..8)) {
        let quoted = |value: &str| format!("\"{}\"", value.replace('"', "\"\""));
        let mut text = "甲列,标题\n".to_owned();
        for value in &values {
            text.push_str(&format!("{},题\n", quoted(value)));
        }
        let articles = read_articles("a.csv", text.as_bytes());
        proptest::prop_assert_eq!(articles.len(), values.len());
        for (article, value) in articles.iter().zip(&values) {
            proptest::prop_assert_eq!(&article.extra["甲列"], value);
        }
    }
}
