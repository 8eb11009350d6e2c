use super::record::{Quotes, Record, Records, Scan, State};
use crate::files::read::tests::{read, read_articles, read_with, tree};
use crate::{Entry, Limits, ReadOptions};

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
fn heads_are_found_as_programs_write_them() {
    for text in [
        "sep=;\n标题;正文;日期\n雨后;街上, 无人;2024-05-08\n",
        "\"sep=|\"\r\n标题|正文|日期\r\n雨后|街上, 无人|2024-05-08\r\n",
        "导出时间：2024-05-09\n检索词：雨，街\n\n标题,正文,日期\n雨后,\"街上, 无人\",2024-05-08\n",
        "标题：,*正文（全文）,日期(Date)\n雨后,\"街上, 无人\",2024-05-08\n",
        "SrcDatabase-来源库,Title-题名,FullText-全文,PubTime-发表时间\n报纸,雨后,\"街上, 无人\",2024-05-08\n",
        "\"Key\",\"Title\",\"Full Text\",\"Date\"\n\"Q7\",\"雨后\",\"街上, 无人\",\"2024-05-08\"\n",
        "标题，正文，日期\n雨后，街上, 无人，2024-05-08\n",
        "标题；正文；日期\n雨后；街上, 无人；2024-05-08\n",
        "标题,正文,日期\n标题,正文,日期\n雨后,\"街上, 无人\",2024-05-08\n",
    ] {
        let articles = read_articles("a.csv", text.as_bytes());
        assert_eq!(articles.len(), 1, "{text}");
        let article = &articles[0];
        assert_eq!(article.title.as_deref(), Some("雨后"), "{text}");
        assert_eq!(article.body.concat(), "街上, 无人", "{text}");
        assert_eq!(article.date.unwrap().to_string(), "2024-05-08", "{text}");
    }
    // Full-width commas in the text belong to the text.
    let text = "标题，正文，日期\n雨后，街上，无人，又有人，2024-05-08\n";
    let article = &read_articles("a.csv", text.as_bytes())[0];
    assert_eq!((article.body.concat().as_str(), article.date.is_some()), ("街上，无人，又有人", true));
    let seen = rows("a.csv", "导出：江城\n标题,日期\n雨后,2024-05-08\n");
    assert_eq!(seen, ["/a.csv:2: this row names the columns; lines skipped above it: 1", "雨后"]);
    let error = read("a.csv", "甲\n乙,丙\n丁,戊\n".as_bytes()).unwrap_err();
    assert!(error.contains("no column for title or text among 乙, 丙"), "{error}");
    let long = "甲,乙\n".repeat(100);
    assert!(read("a.csv", long.as_bytes()).unwrap_err().contains("among 甲, 乙"));
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
        ["/a.csv:2: a quotation mark opens here and is not closed: read literally", "甲", "乙", "丙", "丁"]
    );
    // It is not closed before the end.
    let text = "title,body\n甲,\"没有完,多\n乙,正文\n";
    assert_eq!(
        rows("a.csv", text),
        ["/a.csv:2: a quotation mark opens here and is not closed: row skipped", "乙"]
    );
}

#[test]
fn rows_with_too_many_or_too_few_values_are_told_and_kept() {
    let articles = read_articles("a.csv", "title,body\n甲,正文,多,余\n乙\n".as_bytes());
    assert_eq!(articles[0].extra["column 4"], "余");
    assert_eq!(articles[1].title.as_deref(), Some("乙"));
    let told = rows("a.csv", "title,body\n甲,正文,多\n");
    assert_eq!(told[0], "/a.csv:2: 3 values; the first row names 2 columns");
}

#[test]
fn a_quote_inside_a_value_is_told_and_kept() {
    let text = "title,body\n\"他说\"好\"吧\",正文\n";
    assert_eq!(rows("a.csv", text)[0], "/a.csv:2: a quotation mark inside a value is not doubled");
    assert_eq!(read_articles("a.csv", text.as_bytes())[0].title.as_deref(), Some("他说好\"吧\""));
}

#[test]
fn a_table_without_a_known_column_says_how_to_name_them() {
    let error = read("a.csv", "题头,全部\n雨后,街上\n".as_bytes()).unwrap_err();
    assert!(
        error.contains("题头, 全部") && error.ends_with("no column for title or text among 题头, 全部"),
        "{error}"
    );
    let options = ReadOptions::default().field("标题", "题头").unwrap().field("body", "全部").unwrap();
    assert_eq!(read_with("a.csv", "题头,全部\n雨后,街上\n".as_bytes(), &options).unwrap(), ["雨后"]);
}

#[test]
fn an_endless_line_is_passed_over_inside_a_row_too() {
    let limits = Limits { record_bytes: 40, ..Limits::default() };
    let options = ReadOptions::default().limits(limits);
    let text = format!("title,body\n甲,\"一\n{}\n二\"\n乙,正文\n", "长".repeat(50));
    let seen = read_with("a.csv", text.as_bytes(), &options).unwrap();
    assert_eq!(seen[0], "/a.csv:2: a quotation mark opens here and is not closed: read literally");
    assert_eq!(seen[2], "/a.csv:3: a line longer than 40 bytes: skipped");
    assert_eq!(seen.last().unwrap(), "乙");
}

/// The articles of a large table, and its warnings.
fn large(text: &str) -> (Vec<jianbao_article::Article>, Vec<String>) {
    let folder = tree(&[("a.csv", text)]);
    let (mut articles, mut said) = (Vec::new(), Vec::new());
    let take = &mut |entry| match entry {
        Entry::Article(article, _) => articles.push(*article),
        Entry::Warning(warning) => said.push(warning.to_string()),
        Entry::Skipped(error) => panic!("{error}"),
    };
    crate::read_file(&folder.path().join("a.csv"), &ReadOptions::default(), take).unwrap();
    (articles, said)
}

/// A row by its number.
type RowOf<'r> = &'r dyn Fn(u32) -> String;

/// Each of these rows extends over the following ones, to the end or to a stray quote. An earlier version read them again for each.
#[test]
fn a_hundred_thousand_quotes_that_are_never_closed_cost_their_own_rows() {
    let stray = |row: u32| format!("\"a{row}\" x,\"b\n");
    // A row inside a quote also ends with a quote.
    let endless = |_| "a\",\",\n".to_owned();
    let first = |row: u32| format!("甲{row},\"b\n");
    // Rows with as many values as there are columns are read literally.
    let rows: [(&str, RowOf<'_>, u32, bool); 3] = [
        ("stray", &stray, 100_000, true),
        ("endless", &endless, 300_000, false),
        ("first", &first, 150_000, true),
    ];
    for (name, row, count, is_kept) in rows {
        let text = format!("title,body\n前,文\n{}后,文\n", (0..count).map(row).collect::<String>());
        let (articles, said) = large(&text);
        assert_eq!(articles.len(), if is_kept { count as usize + 2 } else { 2 }, "{name}");
        assert_eq!(articles[0].title.as_deref(), Some("前"), "{name}");
        assert_eq!(articles.last().unwrap().title.as_deref(), Some("后"), "{name}");
        let unclosed =
            said.iter().filter(|said| said.contains("a quotation mark opens here and is not closed")).count();
        assert_eq!(unclosed, count as usize, "{name}: {}", said[0]);
    }
}

#[test]
fn a_row_may_be_as_long_as_eight_mebibytes_and_no_longer() {
    for (mebibytes, is_one) in [(7, true), (9, false)] {
        let lines = mebibytes << 10;
        let line = format!("{}\n", "a".repeat(1023));
        let text = format!("title,body\n甲,\"{}\"\n乙,文\n", line.repeat(lines));
        let (articles, said) = large(&text);
        assert_eq!(articles[0].body.len(), if is_one { lines } else { 1 });
        assert_eq!(articles.last().unwrap().title.as_deref(), Some("乙"));
        assert_eq!(said.is_empty(), is_one);
    }
}

#[test]
fn columns_beyond_the_bound_are_told_and_left_out() {
    let names = |count: usize| (0..count).map(|column| format!(",c{column}")).collect::<String>();
    let values = |count: usize| ",v".repeat(count);
    let text = format!("title{}\n甲{}\n", names(100_000), values(1_000_000));
    let (articles, said) = large(&text);
    assert_eq!(articles[0].extra.len(), 999);
    assert_eq!(said.len(), 1);
    assert!(
        said[0].ends_with(":1: the first row names more than 1000 columns: the rest is ignored"),
        "{said:?}"
    );
    // The maximum number.
    let (articles, said) = large(&format!("title{}\n甲{}\n", names(999), values(999)));
    assert_eq!((articles[0].extra.len(), said.len()), (999, 0));
}

#[test]
fn columns_of_one_name_are_told_apart() {
    let text = format!("title{}\n甲{}\n", ",a".repeat(400_000), ",v".repeat(999));
    let (articles, said) = large(&text);
    assert_eq!((articles[0].extra.len(), said.len()), (999, 1));
    let longest = articles[0].extra.keys().map(String::len).max();
    assert_eq!((longest, &articles[0].extra["column 1000"]), (Some(1 + 16), &"v".into()));
    let text = "title,a,a_,a,a,a_\n甲,1,2,3,4,5\n";
    let names = ["a", "a_", "a__", "a___", "a____"];
    let found: Vec<_> = large(text).0[0].extra.keys().cloned().collect();
    assert_eq!(found, names);
}

#[test]
fn values_beyond_the_bound_are_told_and_left_out() {
    let text = format!("title,body\n甲,文{}\n乙,文\n", ",v".repeat(2_000_000));
    let (articles, said) = large(&text);
    assert_eq!((articles[0].extra.len(), articles[1].title.as_deref()), (998, Some("乙")));
    assert_eq!(said.len(), 1);
    assert!(said[0].ends_with(":2: a row with more than 1000 values: the rest is ignored"), "{said:?}");
}

#[test]
fn a_first_row_that_is_too_long_names_no_columns() {
    for head in [format!("title,\"{}", "长".repeat(1 << 20)), format!("title{}", ",名".repeat(1 << 20))] {
        let refused = read("a.csv", format!("{head}\n甲,文\n").as_bytes()).unwrap_err();
        assert_eq!(refused, "/a.csv: the first row, which should name the columns, has more than 1 MiB");
    }
}

proptest::proptest! {
    /// A table written by the csv crate and read back is unchanged.
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

    /// For any nesting of rows: the oracle is a reader that reads each row again.
    #[test]
    fn rows_are_those_that_reading_them_one_by_one_finds(
        lines in proptest::collection::vec("[a\",]{0,5}", 0..12),
        max_bytes in 4_u64..9,
    ) {
        let text = lines.join("\n");
        proptest::prop_assert_eq!(rows_of(&text, max_bytes), slowly(&text, max_bytes), "{:?}", text);
    }
}

/// A row as (its text, its line, the state of its quotes); none in place of a line that is too long.
type Row = Option<(String, u64, Quotes)>;

fn rows_of(text: &str, max_bytes: u64) -> Vec<(Row, u64)> {
    let mut records = Records::new(text.as_bytes(), max_bytes);
    records.separate_by(b',');
    let mut rows = Vec::new();
    while let Some(record) = records.next().unwrap() {
        rows.push(match record {
            Record::TooLong { line } => (None, line),
            Record::Values { text, line, quotes } => {
                (Some((String::from_utf8(text.to_owned()).unwrap(), line, quotes)), line)
            }
        });
    }
    rows
}

/// The rows of a text, each looked for to its end.
fn slowly(text: &str, max_bytes: u64) -> Vec<(Row, u64)> {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let is_too_long = |line: &str| line.len() as u64 > max_bytes + u64::from(line.ends_with('\n'));
    let mut rows = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let line = at as u64 + 1;
        let first = lines[at];
        at += 1;
        if is_too_long(first) {
            rows.push((None, line));
            continue;
        }
        if first.trim_ascii().is_empty() {
            continue;
        }
        let mut row = first.to_owned();
        let mut last = at;
        let quotes = loop {
            let mut scan = Scan { state: State::ValueStart, is_stray: false };
            scan.read(row.as_bytes(), Some(b','));
            match (scan.state, scan.is_stray) {
                (State::Quoted, _) if last < lines.len() && !is_too_long(lines[last]) => {
                    row.push_str(lines[last]);
                    last += 1;
                }
                (State::Quoted, _) => break Quotes::Unclosed,
                (_, true) if last > at => break Quotes::Unclosed,
                (_, true) => break Quotes::Stray,
                (_, false) => break Quotes::Closed,
            }
        };
        if quotes == Quotes::Unclosed {
            row.truncate(first.len());
        } else {
            at = last;
        }
        rows.push((Some((row, line, quotes)), line));
    }
    rows
}
