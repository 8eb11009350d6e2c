use proptest::prelude::*;

use super::*;

/// A page of the fixtures, as its bytes decode.
fn fixture(name: &str) -> (Article, Vec<String>) {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name);
    let mut articles = Vec::new();
    let mut warnings = Vec::new();
    crate::read_file(&path, &crate::ReadOptions::default(), &mut |entry| match entry {
        crate::Entry::Article(article, _) => articles.push(*article),
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
fn a_labelled_time_anywhere_counts_if_no_other_is_given() {
    let text = "<p>昨夜一场大雨，今早街上已经放晴，卖豆浆的老周推着车从桥头过来。</p>".repeat(3);
    let page = |lines: &str| {
        let html = format!("<title>雨后街上-江城网</title><h1>雨后街上</h1>{text}<div>{lines}</div>");
        article_from_html(&html).0
    };
    for (lines, day) in [
        ("<div>发布日期：2024-05-08 14:34:05&nbsp;所属分类：<a href='/a'>头条</a></div>", Some("2024-05-08")),
        ("<p>版权声明 来源：江城日报 时间：2024年5月8日 作者：</p>", Some("2024-05-08")),
        ("<p>发布时间：2024-05-08</p><p>更新时间：2024-05-08 10:00</p>", Some("2024-05-08")),
        // Those of several articles.
        ("<p>发布时间：2024-05-08</p><p>发布时间：2024-05-07</p>", None),
    ] {
        let date = page(lines).date.map(|date| date.to_string());
        assert_eq!(date.as_deref(), day, "{lines}");
    }
}

#[test]
fn neither_a_day_nor_the_source_is_an_author() {
    let page = |head: &str, line: &str| {
        let html = format!(
            "<title>雨后街上</title>{head}<h1>雨后街上</h1>{line}<p>昨夜一场大雨，今早街上已经放晴，行人多了起来。</p>"
        );
        article_from_html(&html).0.reporters
    };
    assert!(page("", "<p>作者：昨天</p>").is_empty());
    assert!(page("", "<p>作者：刚刚</p>").is_empty());
    let head = "<meta name='author' content='江城科技'><meta property='article:author' content='江城科技'>";
    assert!(page(head, "<p>2024-05-08 来源：江城科技</p>").is_empty());
    assert_eq!(page("", "<p>作者：田小满</p>"), ["田小满"]);
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
        crate::Entry::Article(article, _) => articles.push(*article),
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

const TEXT: &str = "<p>昨夜一场大雨，今早街上已经放晴，卖花的人又出来了，孩子们在水洼边追着跑。</p>\
    <p>老人说，这样的天气好几年没有见过了，河边的柳树一夜之间绿了许多。</p>";

fn article_from_str(html: &str) -> Article {
    article_from_html(html).0
}

fn page(head: &str, above: &str, below: &str) -> Article {
    article_from_str(&format!(
        "<html><head><title>雨后街上_江城网</title>{head}</head><body>{above}<h1>雨后街上</h1>{below}</body></html>"
    ))
}

fn day(article: &Article) -> Option<String> {
    article.date.map(|date| date.to_string())
}

#[test]
fn a_word_behind_the_day_is_a_source_only_if_it_can_be_one() {
    for (line, source) in [
        ("2024年5月8日 星期三", None),
        ("2024-05-08 08:00 江城", None),
        ("2024-05-08 生活新闻", None),
        ("2024-05-08 0人参与评论", None),
        ("2024-05-08 江城晚报", Some("江城晚报")),
        ("2024-05-08 江城市发改委", Some("江城市发改委")),
        ("2024-05-08 来源：小河弯弯", Some("小河弯弯")),
        ("來源：江城時報 2024-05-08", Some("江城時報")),
    ] {
        let article = page("", "", &format!("<div>{line}</div>{TEXT}"));
        assert_eq!(
            (article.source.as_deref(), day(&article).as_deref()),
            (source, Some("2024-05-08")),
            "{line}"
        );
        assert_eq!(article.body.len(), 2, "{line}");
    }
}

#[test]
fn the_line_of_day_and_paper_leaves_the_text_wherever_it_stands() {
    let article = page(
        "",
        "<div>《江城日报》（2024年05月08日 03版）</div>",
        &format!(
            "<h4>作者：本报记者 高远 本报通讯员 沈一舟</h4><div><b>《江城日报》（ 2024年05月08日 03版）</b></div><div>{TEXT}\
             <p>本文来源：江城日报 责任编辑：李四</p></div>"
        ),
    );
    assert_eq!(article.body.len(), 2, "{:?}", article.body);
    assert!(article.sections.is_empty());
    assert_eq!((article.source.as_deref(), article.page.as_deref()), (Some("江城日报"), Some("3")));
    assert_eq!(
        (article.reporters.as_slice(), article.correspondents.as_slice()),
        (["高远".to_owned()].as_slice(), ["沈一舟".to_owned()].as_slice())
    );
    assert_eq!(article.extra["责任编辑"], "李四");
    // The names at the end alone.
    let article = page("", "", &format!("{TEXT}<p>本文来源：江城财经报道(江城) 作者：高远 沈一舟</p>"));
    assert_eq!(article.reporters, ["高远", "沈一舟"]);
    assert_eq!((article.source.as_deref(), article.body.len()), (Some("江城财经报道"), 2));
}

#[test]
fn the_time_of_a_list_beside_is_not_that_of_the_article() {
    let list = "<div class=hot><a href=a>热门</a><time datetime=\"2024-05-20\">2024-05-20</time></div>";
    let data = "<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"headline\":\"雨后街上\",\n\
        \"datePublished\":\"2024-05-08T11:44+08:00\",\"description\":\"一\n二\"}</script>";
    let meta = "<meta property=\"article:modified_time\" content=\"2024-05-30\"><meta name=publishdate content=20240508>";
    for article in [
        page(data, list, TEXT),
        page(meta, list, TEXT),
        page("", list, &format!("<div>出版时间：2024/05/08 11:44</div>{TEXT}")),
        page("<link rel=canonical href=\"http://jc.example/html/2024-05/08/c_7.htm\">", "", TEXT),
    ] {
        assert_eq!(day(&article).as_deref(), Some("2024-05-08"));
    }
}

#[test]
fn a_page_of_wechat_says_its_day_and_account_in_scripts() {
    for shown in ["", "2024年5月8日 08:00"] {
        let article = article_from_str(&format!(
            "<html><head><meta property=\"og:title\" content=\"雨后街上\"></head><body><h1 class=\"rich_media_title\" \
             id=\"activity-name\">雨后街上</h1><div id=meta_content><span class=\"rich_media_meta icon_appmsg_tag\">原创</span>\
             <span class=\"rich_media_meta rich_media_meta_text\">高远</span><a id=js_name>江城日报</a><em>{shown}</em>\
             <em id=js_ip_wording_wrp>江城</em></div><div class=rich_media_content id=js_content style=\"visibility: hidden;\">{TEXT}</div>\
             <script>var nickname = htmlDecode(\"江城日报\"); var ct = \"1715128200\";</script></body></html>"
        ));
        assert_eq!(article.title.as_deref(), Some("雨后街上"));
        assert_eq!(
            (article.source.as_deref(), day(&article).as_deref()),
            (Some("江城日报"), Some("2024-05-08"))
        );
        assert_eq!((article.reporters.as_slice(), article.body.len()), (["高远".to_owned()].as_slice(), 2));
    }
}

#[test]
fn the_electronic_edition_of_a_paper_gives_all_its_fields() {
    let article = article_from_str(&format!(
        "<title>江城晚报数字报-雨后街上</title><table><tr><td>第A03版：社会</td><td>上一版 下一版</td></tr></table>\
         <table><tr><td class=font02>卖花的人</td></tr><tr><td class=font01>雨后街上</td></tr><tr><td>河边的柳树绿了</td></tr></table>\
         <div id=ozoom><founder-content>{TEXT}</founder-content></div><!--enpproperty <founder-date>2024-05-08</founder-date>\
         <founder-author>高远</founder-author><founder-title>雨后街上</founder-title><founder-introtitle>卖花的人</founder-introtitle>\
         <founder-subtitle>河边的柳树绿了</founder-subtitle> /enpproperty-->"
    ));
    assert_eq!(article.title_text(), "卖花的人\n雨后街上\n河边的柳树绿了");
    assert_eq!((article.source.as_deref(), day(&article).as_deref()), (Some("江城晚报"), Some("2024-05-08")));
    assert_eq!((article.page.as_deref(), article.section.as_deref()), (Some("A03"), Some("社会")));
    assert_eq!((article.reporters.as_slice(), article.body.len()), (["高远".to_owned()].as_slice(), 2));
}

#[test]
fn a_short_item_keeps_its_text() {
    for text in ["本周五起开放，至晚十点半。", "今晚停水", "江城队2比1胜。"] {
        let article = page(
            "",
            "<div class=nav><a href=/>首页</a><a href=/a>新闻</a></div>",
            &format!(
                "<div>2024-05-08 08:00 来源：江城日报</div><div class=content><p>{text}</p></div><div class=footer>江城网版权所有</div>"
            ),
        );
        assert_eq!(article.body, [text]);
        assert_eq!(article.source.as_deref(), Some("江城日报"));
    }
    // A list of links has no text.
    let list = "<ul><li><a href=a>街上无人</a></li><li><a href=b>河边柳绿</a></li></ul>";
    assert!(page("", "", list).body.is_empty());
}

#[test]
fn the_name_of_a_site_or_a_column_is_no_title() {
    for (head, body) in [
        ("<title>江城日报</title>", "<h1>江城日报</h1><h2>雨后街上</h2>"),
        ("<title>雨后街上-江城新闻网</title>", "<h1>江城新闻网</h1><h2>雨后街上</h2>"),
        ("<title>江城网</title><meta property=og:title content=雨后街上>", "<h1>江城网</h1>"),
    ] {
        let article = article_from_str(&format!("<head>{head}</head><body>{body}{TEXT}</body>"));
        assert_eq!(article.title.as_deref(), Some("雨后街上"), "{head}{body}");
    }
}

#[test]
fn a_notice_above_the_headline_is_not_the_text() {
    let notice = "<div><p>本网站使用相关技术，为您提供更好的阅读体验，同时尊重您的隐私，关闭此窗口，代表您同意上述规范，谢谢您的支持，\
        您也可以随时改变您的选择，详情请见隐私声明，我们不会把您的资料交给别人，请您放心，欢迎您再来，也欢迎您告诉朋友。</p></div>";
    let article = page("", notice, &format!("<div>{TEXT}</div>"));
    assert_eq!(article.body.len(), 2);
    assert!(article.body[0].starts_with("昨夜"));
}
