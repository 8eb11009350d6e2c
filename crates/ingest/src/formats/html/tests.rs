use proptest::prelude::*;

use super::*;

/// A page of the fixtures, as its bytes decode.
fn fixture(name: &str) -> (Article, Vec<String>) {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name);
    let mut articles = Vec::new();
    let mut warnings = Vec::new();
    crate::read_file(&path, &crate::ReadOptions::default(), &mut |entry| match entry {
        crate::Entry::Article(article) => articles.push(*article),
        crate::Entry::Warning(warning) => warnings.push(warning.kind.to_string()),
        crate::Entry::Skipped(error) => panic!("{error}"),
    })
    .unwrap();
    assert_eq!(articles.len(), 1);
    (articles.remove(0), warnings)
}

#[test]
fn an_old_page_in_gb18030_with_line_breaks_for_paragraphs() {
    let (article, warnings) = fixture("夜校开课-gb18030.htm");
    assert_eq!(article.title.as_deref(), Some("江城夜校开课 百名职工学剪辑"));
    assert_eq!(article.date.unwrap().to_string(), "2024-03-06");
    assert_eq!(article.source.as_deref(), Some("江城工报"));
    assert_eq!(article.reporters, ["方晓棠"]);
    assert_eq!(article.correspondents, ["林小满"]);
    assert_eq!(article.body.len(), 3);
    assert!(article.body[0].starts_with("本报讯（记者方晓棠"), "{:?}", article.body);
    assert_eq!(article.body[2], "首批课程到六月底结束，学员可凭结业证报名下一期。");
    assert_eq!(article.extra["责任编辑"], "叶青山");
    assert!(warnings.is_empty(), "{warnings:?}");
}

#[test]
fn navigation_adverts_and_comments_are_left_out() {
    let (article, warnings) = fixture("充电站.html");
    assert_eq!(article.title.as_deref(), Some("老小区装上充电站"));
    assert_eq!(article.date.unwrap().to_string(), "2024-05-12");
    assert_eq!(article.source.as_deref(), Some("江城日报"));
    assert_eq!(article.reporters, ["江一帆", "田小满"]);
    assert_eq!(article.url.as_deref(), Some("https://news.example.cn/2024/0512/1.shtml"));
    let headings: Vec<_> =
        article.sections.iter().map(|section| (section.heading.as_str(), section.before)).collect();
    assert_eq!(headings, [("一根线拉出来的隐患", 2)]);
    let openings: Vec<String> = article.body.iter().map(|text| text.chars().take(5).collect()).collect();
    assert_eq!(openings, ["“以前下班", "青川区柳巷", "过去，居民", "图为改造后", "社区说，下"]);
    let text = article.body_text();
    for word in ["广告", "首页", "网友", "版权", "原标题", "相关", "分享", "扫码"] {
        assert!(!text.contains(word), "{word}: {text}");
    }
    assert!(warnings.is_empty(), "{warnings:?}");
}

#[test]
fn a_page_that_speaks_to_machines_is_heard() {
    let (article, warnings) = fixture("早市.html");
    assert_eq!(article.title.as_deref(), Some("城西早市挪了窝，摊主都说好"));
    assert_eq!(article.date.unwrap().to_string(), "2024-06-01");
    assert_eq!(article.source.as_deref(), Some("江城晚报"));
    assert_eq!(article.reporters, ["温如玉"]);
    assert_eq!(article.url.as_deref(), Some("https://news.example.cn/a/42.html"));
    assert_eq!(article.label.as_deref(), Some("划重点："));
    assert_eq!(article.r#abstract.as_deref(), Some("早市搬进大棚，摊位不收钱。\n公交加开一班早车。"));
    assert_eq!(article.body.first().map(String::as_str), Some("清晨五点半，城西的新早市已经亮灯。"));
    assert_eq!(article.body.last().map(String::as_str), Some("“不怕下雨了。”卖豆腐的老杨说。"));
    assert!(warnings.is_empty(), "{warnings:?}");
}

#[test]
fn a_page_of_links_is_told() {
    let links = "<p><a href='/1'>雨后街上，行人多了</a></p>".repeat(30);
    let (article, warnings) = article_from_html(&format!("<title>江城网</title><body>{links}"));
    assert_eq!(article.body, Vec::<String>::new());
    assert_eq!(warnings.len(), 1, "{warnings:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_soup_of_tags_reads(pieces in prop::collection::vec(
        prop::sample::select(vec!["<p>", "</p>", "<div class=nav>", "</div>", "<a href=x>", "</a>", "<h1>", "<li>", "<b>",
            "<script>", "</script>", "<title>", "</title>", "雨后街上，行人多了。", "2020年1月5日", "来源：", "责任编辑：甲",
            "<meta name=author content=甲乙>", ">>", "<br>", "</body>", "<table>", "<td>", "&nbsp;", "<!--"]), 0..60)) {
        let (article, _) = article_from_html(&pieces.concat());
        prop_assert!(article.body.iter().all(|paragraph| !paragraph.trim().is_empty()));
    }
}

#[test]
fn markup_without_number_in_a_field_of_json_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.jsonl");
    let html = format!("<p>雨后街上放晴。</p>{}", "<div>".repeat(200_000));
    std::fs::write(&path, serde_json::json!({"title": "雨后", "content_html": html}).to_string()).unwrap();
    let (mut articles, mut warnings) = (Vec::new(), Vec::new());
    crate::read_file(&path, &crate::ReadOptions::default(), &mut |entry| match entry {
        crate::Entry::Article(article) => articles.push(*article),
        crate::Entry::Warning(warning) => warnings.push(warning.kind),
        crate::Entry::Skipped(error) => panic!("{error}"),
    })
    .unwrap();
    assert_eq!(articles[0].body, ["雨后街上放晴。"]);
    assert_eq!(warnings, [WarningKind::TooMuchMarkup { bound: MarkupBound::Depth }]);
}

#[test]
fn headings_and_titles_without_number() {
    let title = format!("<title>{}</title>", "雨".repeat(100_000));
    let names = "<meta name=headline content=甲乙丙丁>".repeat(10_000);
    let text = "昨夜一场大雨，今早街上已经放晴，行人多了起来，店铺也都开了门。";
    let headings = "<h1>雨雨雨雨</h1>".repeat(30_000);
    let (article, warnings) = article_from_html(&format!("{title}{names}{headings}<p>{text}</p>"));
    assert_eq!(article.body, [text]);
    assert!(warnings.is_empty(), "{warnings:?}");
    let nested = format!("{}{}", "<h1><div>".repeat(200), "雨后街上，".repeat(70_000));
    assert!(article_from_html(&nested).0.title.is_some());
}

#[test]
fn asides_without_number() {
    let text = "昨夜一场大雨，今早街上已经放晴，行人多了起来，店铺也都开了门。";
    let asides = "<p>相关阅读</p>".repeat(50_000);
    let (article, warnings) = article_from_html(&format!("<div>{asides}</div><div><p>{text}</p></div>"));
    assert_eq!(article.body, [text]);
    assert!(warnings.is_empty(), "{warnings:?}");
}
