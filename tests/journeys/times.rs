//! Publication times of articles: a moment has the same day in every format, articles of a day are ordered by time, and an
//! export keeps the times.

use std::fs;
use std::path::Path;

use jianbao::article::WrittenTime;
use jianbao::ingest::{Entry, ReadOptions, read_file};
use jianbao::{Article, Date, Index, SearchRequest, Sort};
use jiff::civil::DateTime;
use jiff::tz::Offset;

use crate::grep::Random;

/// Half past seven in the morning of May 8 in China, in fields.
const MOMENT: [&str; 14] = [
    "2024-05-07T23:30:00Z",
    "2024-05-07T23:30:00.000+00:00",
    "2024-05-07 23:30:00 UTC",
    "2024-05-08T07:30:00+08:00",
    "2024-05-08 07:30:00 +0800",
    "2024-05-07T18:30:00-05:00",
    "2024/05/07 15:30:00 -0800",
    "2024年5月8日 上午7:30（北京时间）",
    "Tue, 07 May 2024 23:30:00 GMT",
    "Wed May 08 07:30:00 CST 2024",
    "May 7, 2024 7:30 PM EDT",
    "20240507T233000Z",
    "1715124600",
    "1715124600000",
];

/// The same on a line of a page; without a zone a time is China's.
const MOMENT_IN_LINE: [&str; 6] = [
    "2024-05-08 07:30",
    "2024年05月08日07:30",
    "2024年5月8日 上午7:30",
    "2024/05/08 07:30:00",
    "2024-05-07 23:30:00 UTC",
    "2024-05-08 7时30分",
];

const BODY: &str = "昨夜一场大雨，今早街上已经放晴，卖花的人又出来了，孩子们在水洼边追着跑，老人在树下看。";

/// The text of a file of each format, with a moment in its place.
fn files(moment: &str) -> Vec<(&'static str, String)> {
    let page = |head: &str, line: &str| {
        format!(
            "<html><head><title>雨后</title>{head}</head><body><h1>雨后</h1>{line}<p>{BODY}</p><p>{BODY}</p></body></html>"
        )
    };
    let meta = format!("<meta property=\"article:published_time\" content=\"{moment}\">");
    let json_ld = format!(
        "<script type=\"application/ld+json\">{{\"headline\": \"雨后\", \"datePublished\": \"{moment}\"}}</script>"
    );
    let in_feed =
        |name: &str| format!("<title>雨后</title><{name}>{moment}</{name}><description>{BODY}</description>");
    vec![
        ("jsonl", format!("{{\"title\": \"雨后\", \"body\": \"{BODY}\", \"date\": \"{moment}\"}}\n")),
        ("json", format!("[{{\"标题\": \"雨后\", \"正文\": \"{BODY}\", \"发布时间\": \"{moment}\"}}]")),
        ("csv", format!("标题,正文,发布时间\n雨后,{BODY},\"{moment}\"\n")),
        ("tsv", format!("title\tbody\tpub_time\n雨后\t{BODY}\t{moment}\n")),
        (
            "xls",
            format!(
                "<html><body><table><tr><th>标题<th>正文<th>时间</tr><tr><td>雨后<td>{BODY}<td>{moment}</tr></table></body></html>"
            ),
        ),
        ("md", format!("---\ntitle: 雨后\ndate: \"{moment}\"\n---\n{BODY}\n")),
        ("markdown", format!("+++\ntitle = \"雨后\"\ndate = \"{moment}\"\n+++\n{BODY}\n")),
        ("rss", format!("<rss version=\"2.0\"><channel><item>{}</item></channel></rss>", in_feed("pubDate"))),
        (
            "atom",
            format!(
                "<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry>{}</entry></feed>",
                in_feed("updated")
            ),
        ),
        ("html", page(&meta, "")),
        ("htm", page(&json_ld, "")),
        ("xhtml", page("", &format!("<time datetime=\"{moment}\">早</time>"))),
    ]
}

/// Those that have the moment on a line.
fn lined_files(moment: &str) -> Vec<(&'static str, String)> {
    vec![
        ("txt", format!("雨后街上\n{moment} 来源：江城日报\n\n{BODY}\n{BODY}\n")),
        (
            "html",
            format!(
                "<html><body><h1>雨后街上</h1><p>发布时间：{moment} 来源：江城日报</p><p>{BODY}</p><p>{BODY}</p></body></html>"
            ),
        ),
    ]
}

/// The article of a file.
fn read(folder: &Path, name: &str, text: &str) -> Article {
    let path = folder.join(name);
    fs::write(&path, text).unwrap();
    let mut articles = Vec::new();
    read_file(&path, &ReadOptions::default(), &mut |entry| match entry {
        Entry::Article(article, _) => articles.push(*article),
        Entry::Warning(_) => {}
        Entry::Skipped(error) => panic!("{name}: {error}"),
    })
    .unwrap();
    assert_eq!(articles.len(), 1, "{text}");
    articles.remove(0)
}

#[test]
fn one_moment_has_one_day_and_one_time_in_every_format() {
    let folder = tempfile::tempdir().unwrap();
    let mut cases = Vec::new();
    for moment in MOMENT {
        cases.extend(files(moment).into_iter().map(|(ending, text)| (moment, ending, text)));
    }
    for moment in MOMENT_IN_LINE {
        cases.extend(lined_files(moment).into_iter().map(|(ending, text)| (moment, ending, text)));
    }
    for (moment, ending, text) in cases {
        let article = read(folder.path(), &format!("a.{ending}"), &text);
        let date = article.date.map(|date| date.to_string());
        assert_eq!(date.as_deref(), Some("2024-05-08"), "{moment} in {ending}");
        let time = article.time.unwrap_or_else(|| panic!("no time of {moment} in {ending}"));
        assert_eq!(time.in_china().to_string(), "2024-05-08T07:30:00", "{moment} in {ending}");
    }
}

#[test]
fn a_time_in_a_field_of_its_own_is_of_the_day() {
    let read = |json: &str| {
        let serde_json::Value::Object(object) = serde_json::from_str(json).unwrap() else {
            panic!("no object")
        };
        jianbao::ingest::article_from_json(object)
    };
    for (json, date, time) in [
        (r#"{"title": "t", "日期": "2024-05-08", "时间": "10:30"}"#, "2024-05-08", "2024-05-08T10:30:00"),
        (
            r#"{"title": "t", "发布时间": "10:30", "年月日": "2024-05-08"}"#,
            "2024-05-08",
            "2024-05-08T10:30:00",
        ),
        (r#"{"title": "t", "date": "2024-05-08", "time": "10:30"}"#, "2024-05-08", "2024-05-08T10:30:00"),
        (
            r#"{"title": "t", "date": "2024-05-08", "pub_time": "2024-05-08 10:30"}"#,
            "2024-05-08",
            "2024-05-08T10:30:00",
        ),
        (r#"{"title": "t", "time": "2024-05-07T23:30:00Z"}"#, "2024-05-08", "2024-05-07T23:30:00Z"),
        (
            r#"{"title": "t", "date": "2024-05-08", "time": "2024-05-07T23:30:00Z"}"#,
            "2024-05-08",
            "2024-05-07T23:30:00Z",
        ),
        (
            r#"{"title": "t", "date": {"$date": "2024-05-07T23:30:00Z"}}"#,
            "2024-05-08",
            "2024-05-07T23:30:00Z",
        ),
        // `time` is the name of a date too, below 日期 and above pub_date.
        (r#"{"title": "t", "time": "2024-05-08"}"#, "2024-05-08", ""),
        (
            r#"{"title": "t", "time": "2024-05-08 10:30", "pub_date": "2024-05-01"}"#,
            "2024-05-08",
            "2024-05-08T10:30:00",
        ),
        (
            r#"{"title": "t", "time": 1715124600, "ctime": "2024-05-08"}"#,
            "2024-05-08",
            "2024-05-07T23:30:00Z",
        ),
        // Another day is that of a change.
        (r#"{"title": "t", "date": "2024-05-08", "pub_time": "2024-05-09 10:30"}"#, "2024-05-08", ""),
        (r#"{"title": "t", "date": "2024-05-08"}"#, "2024-05-08", ""),
    ] {
        let (article, kept) = read(json);
        assert_eq!(article.date.unwrap().to_string(), date, "{json}");
        assert_eq!(article.time.map(|time| time.to_string()).unwrap_or_default(), time, "{json}");
        assert!(kept.is_empty(), "{json}: {kept:?}");
    }
    let (article, kept) = read(r#"{"title": "t", "date": "2024-05-08", "time": "2024-05-09 10:30"}"#);
    assert_eq!((article.time, kept.len()), (None, 1));
    assert_eq!(article.extra["time_"], "2024-05-09 10:30");
    let (article, kept) = read(r#"{"title": "t", "time": "2024-05"}"#);
    assert_eq!(
        (article.date.unwrap().to_string().as_str(), article.time, kept.len()),
        ("2024-05-01", None, 1)
    );
}

/// An article of a random day and time, in a random zone or none, with the key of its place on a page oldest first.
fn drawn(number: usize, random: &mut Random) -> (Article, (Option<Date>, Option<i64>)) {
    let day = jiff::civil::date(2024, 5, 7)
        .saturating_add(jiff::Span::new().days(i64::try_from(random.below(3)).unwrap()));
    // Few different times, so that there are ties.
    let mut draw = |end| i64::try_from(random.below(end)).unwrap();
    let nanoseconds = match draw(4) {
        0 => 60_000_000_000 * draw(1440),
        1 => 3_600_000_000_000 * draw(24),
        2 => draw(3),
        _ => 86_400_000_000_000 - 1,
    };
    let in_china = day
        .to_datetime(jiff::civil::Time::midnight())
        .saturating_add(jiff::Span::new().nanoseconds(nanoseconds));
    let time = match random.below(5) {
        0 => None,
        1 => Some(in_china.to_string()),
        _ => Some(in_zone(in_china, i32::try_from(random.below(56)).unwrap() * 30 - 840)),
    };
    let date = (random.below(8) > 0).then_some(day);
    let key = (date, date.and(time.as_ref()).map(|_| nanoseconds));
    let time = time
        .filter(|_| date.is_some())
        .map(|time| serde_json::from_value::<WrittenTime>(time.into()).unwrap());
    let article = Article {
        id: Some(format!("{number:03}")),
        title: Some("雨后".to_owned()),
        date,
        time,
        ..Article::default()
    };
    (article, key)
}

/// A time of China's clocks in a zone, given in minutes from UTC, by RFC 3339.
fn in_zone(in_china: DateTime, minutes: i32) -> String {
    let moment = Offset::constant(8).to_timestamp(in_china).unwrap();
    let local = Offset::from_seconds(60 * minutes).unwrap().to_datetime(moment);
    let sign = if minutes < 0 { '-' } else { '+' };
    format!("{local}{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
}

#[test]
fn a_day_is_ordered_by_its_times_and_then_by_id() {
    let mut random = Random(23);
    for _ in 0..6 {
        let index = Index::in_memory().unwrap();
        let mut writer = index.writer().unwrap();
        let mut keyed = Vec::new();
        for number in 0..90 {
            let (article, key) = drawn(number, &mut random);
            keyed.push((key, article.id.clone().unwrap()));
            writer.add(article).unwrap();
            if random.below(20) == 0 {
                writer.commit().unwrap();
            }
        }
        writer.finish().unwrap();
        // An article without a day comes last, one without a time last in its day, in both orders.
        keyed.sort_by(|((a_day, a_time), a_id), ((b_day, b_time), b_id)| {
            let key = |day: &Option<Date>, time: &Option<i64>| (day.is_none(), *day, time.is_none(), *time);
            key(a_day, a_time).cmp(&key(b_day, b_time)).then_with(|| a_id.cmp(b_id))
        });
        let oldest: Vec<&String> = keyed.iter().map(|(_, id)| id).collect();
        let request = SearchRequest::new("雨后").limit(100);
        assert!(index.ids(&request.clone().sort(Sort::Oldest)).unwrap().iter().eq(oldest));
        keyed.sort_by(|((a_day, a_time), a_id), ((b_day, b_time), b_id)| {
            b_day.cmp(a_day).then_with(|| b_time.cmp(a_time)).then_with(|| a_id.cmp(b_id))
        });
        for sort in [Sort::Newest, Sort::Relevance] {
            let ids = index.ids(&request.clone().sort(sort)).unwrap();
            assert!(ids.iter().eq(keyed.iter().map(|(_, id)| id)), "{sort:?}");
            let paged = (0..90)
                .step_by(7)
                .flat_map(|offset| index.ids(&request.clone().sort(sort).limit(7).offset(offset)).unwrap());
            assert!(ids.iter().cloned().eq(paged), "{sort:?}, page by page");
        }
    }
}

#[test]
fn times_are_in_answers_and_an_exported_article_reads_back_as_itself() {
    let mut random = Random(24);
    for number in 0..40 {
        let (article, _) = drawn(number, &mut random);
        let index = Index::in_memory().unwrap();
        let mut writer = index.writer().unwrap();
        writer.add(article.clone()).unwrap();
        writer.finish().unwrap();
        assert_eq!(index.get(&article.id.clone().unwrap()).unwrap(), Some(article.clone()));
        let hit = serde_json::to_value(&index.search(&SearchRequest::new("雨后")).unwrap().hits[0]).unwrap();
        assert_eq!(hit["time"].as_str().map(str::to_owned), article.time.map(|time| time.to_string()));
        let exported = serde_json::to_value(&article).unwrap();
        let (read, kept) = jianbao::ingest::article_from_json(exported.as_object().unwrap().clone());
        assert_eq!((read, kept.len()), (article, 0));
    }
}
