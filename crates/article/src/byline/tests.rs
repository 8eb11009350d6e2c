use super::*;

/// source | place month day | reporters | correspondents | photographers | credit
fn shown(byline: Option<Byline>) -> String {
    let Some(byline) = byline else { return "none".to_owned() };
    let number = |number: Option<u8>| number.map_or(String::new(), |number| number.to_string());
    let dateline = byline.dateline.unwrap_or_default();
    [
        byline.source.unwrap_or_default(),
        format!("{} {} {}", dateline.place.unwrap_or_default(), number(dateline.month), number(dateline.day))
            .trim()
            .to_owned(),
        byline.reporters.join(" "),
        byline.correspondents.join(" "),
        byline.photographers.join(" "),
        byline.credit.unwrap_or_default(),
    ]
    .join("|")
}

/// Checks all rows, and reports every difference together.
fn check(rows: &[(&str, &str)], read: fn(&str) -> Option<Byline>) {
    let wrong: Vec<String> = rows
        .iter()
        .map(|(text, expect)| (text, expect, shown(read(text))))
        .filter(|(_, expect, found)| found != *expect)
        .map(|(text, expect, found)| format!("{text}: {found}, not {expect}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn leads_are_read_in_the_forms_that_papers_use() {
    let rows = [
        ("本报讯（记者沈一舟 通讯员高远 林小满）昨天放晴。", "本报||沈一舟|高远 林小满||"),
        ("本报讯 （记者 沈一舟、高远） 昨天放晴。", "本报||沈一舟 高远|||"),
        ("本报讯(见习记者沈一舟)昨天放晴。", "本报||沈一舟|||"),
        ("本报讯　昨天放晴。", "本报|||||"),
        ("本报临江11月2日电（记者王　伟）今天放晴。", "本报|临江 11 2|王伟|||"),
        ("新华社临江１０月９日电 （记者沈一舟、高远）今天放晴。", "新华社|临江 10 9|沈一舟 高远|||"),
        ("据新华社临江10月9日电 今天放晴。", "新华社|临江 10 9||||"),
        ("新华社临江2020年10月9日电 今天放晴。", "新华社|临江 10 9||||"),
        ("本报临江9日电 （记者沈一舟）今天放晴。", "本报|临江  9|沈一舟|||"),
        ("本报临江9日电  （记者付文）今天放晴。", "本报|临江  9|付文|||"),
        ("本报临江电 （记者沈一舟）今天放晴。", "本报|临江|沈一舟|||"),
        ("江城日报讯（记者沈一舟）昨天放晴。", "江城日报||沈一舟|||"),
        ("中新社香港十月九日电　(记者　沈一舟)今天放晴。", "中新社|香港 10 9|沈一舟|||"),
        ("中新社二十一日电 今天放晴。", "中新社|21||||"),
        ("本报临江11月2日讯（见习记者沈一舟 实习生高远）今天放晴。", "本报|临江 11 2|沈一舟|高远||"),
        ("本报临江11月2日专电（特派记者沈一舟）今天放晴。", "本报|临江 11 2|沈一舟|||"),
        ("本报北京讯 今天放晴。", "本报|北京||||"),
        ("本报临江今日电 今天放晴。", "本报|临江||||"),
        ("本报综合消息 今天放晴。", "本报|||||"),
        ("本报讯（特约记者沈一舟、通讯员高远、林小满）昨天放晴。", "本报||沈一舟|高远 林小满||"),
        ("本报讯（通讯员沈一舟高小远）昨天放晴。", "本报|||沈一舟 高小远||"),
        ("本报讯（记者阿依古丽·买买提）昨天放晴。", "本报||阿依古丽·买买提|||"),
        ("本报讯（江城日报全媒体记者沈一舟）昨天放晴。", "本报||沈一舟|||"),
        ("本报讯 记者沈一舟报道：昨天放晴。", "本报||沈一舟|||"),
        ("本报讯 记者沈一舟 通讯员高远 昨天，街上放晴。", "本报||沈一舟|高远||"),
        ("本报讯（记者沈一舟 文/图）昨天放晴。", "本报||沈一舟||沈一舟|"),
        ("本报记者沈一舟报道 昨天放晴。", "本报||沈一舟|||"),
        ("海外网11月2日电 今天放晴。", "海外网|11 2||||"),
        ("江城日报临江11月2日讯（记者沈一舟）今天放晴。", "江城日报|临江 11 2|沈一舟|||"),
        ("武汉讯（记者沈一舟）昨天放晴。", "|武汉|沈一舟|||"),
        ("央视网消息（新闻联播）：今天放晴。", "央视网|||||"),
        ("人民网临江11月2日电 （沈一舟）今天放晴。", "人民网|临江 11 2||||"),
        ("【本報訊】昨天放晴。", "本報|||||"),
        ("【本報訊】（記者沈一舟）昨天放晴。", "本報||沈一舟|||"),
        ("【記者陳小滿報道】昨天放晴。", "||陳小滿|||"),
        ("【記者陳小滿台北報導】昨天放晴。", "|台北|陳小滿|||"),
        ("〔記者陳小滿／彰化報導〕昨天放晴。", "|彰化|陳小滿|||"),
        ("記者陳小滿、高遠／台北報導 昨天放晴。", "|台北|陳小滿 高遠|||"),
        ("【新华社临江11月2日电】今天放晴。", "新华社|临江 11 2||||"),
        ("（吉隆坡2日讯）今天放晴。", "|吉隆坡  2||||"),
        ("（北京综合讯）今天放晴。", "|北京||||"),
        ("BEIJING, Nov. 2 (Xinhua) -- It cleared up.", "Xinhua|BEIJING 11 2||||"),
        ("新华社临江10月9日电　题：雨后", "新华社|临江 10 9||||"),
        ("记者从市图书馆获悉，夜场开放。", "none"),
        ("记者在现场看到，街上放晴。", "none"),
        ("记者手记：雨后", "none"),
        ("本报社区记者站成立。", "none"),
        ("（三）关于放晴的决定", "none"),
        ("【编者按】放晴了。", "none"),
        ("本报来电话的读者说放晴了。", "none"),
        ("新华社记者10月9日从气象局获悉，放晴了。", "none"),
        ("据介绍，电价下调。", "none"),
        ("本报告分三部分。", "none"),
        ("本报致电学校，校长说放晴了。", "none"),
        ("通讯（第三期）出版。", "none"),
        ("", "none"),
    ];
    check(&rows, lead);
}

#[test]
fn lines_of_their_own_name_people() {
    let rows = [
        ("本报记者 沈一舟", "本报||沈一舟|||"),
        ("□ 本报记者　沈一舟　高　远", "本报||沈一舟 高远|||"),
        ("本报通讯员 林小满", "本报|||林小满||"),
        ("本报记者 沈一舟 通讯员 林小满 高远", "本报||沈一舟|林小满 高远||"),
        ("本报记者 沈一舟 本报通讯员 林小满", "本报||沈一舟|林小满||"),
        ("新华社记者沈一舟、高远", "新华社||沈一舟 高远|||"),
        ("本报驻临江记者 沈一舟", "本报||沈一舟|||"),
        ("■记者 阿依古丽·买买提", "||阿依古丽·买买提|||"),
        ("文/沈一舟 图/高远", "||沈一舟||高远|"),
        ("采写：本报记者 沈一舟", "本报||沈一舟|||"),
        ("（本报记者 沈一舟）", "本报||沈一舟|||"),
        ("本报记者 沈一舟 文/图", "本报||沈一舟||沈一舟|"),
        ("本报记者 沈一舟 报道", "本报||沈一舟|||"),
        ("作者：沈一舟;高远  时间：2018-06-15", "||沈一舟 高远|||"),
        ("来源：江城日报 作者：沈一舟", "江城日报||沈一舟|||"),
        ("本报记者 沈一舟 高远 林小满 陈知夏", "本报||沈一舟 高远 林小满 陈知夏|||"),
        ("本报记者沈一舟、高远", "本报||沈一舟 高远|||"),
        ("本报记者　王  伟　　高  远", "本报||王伟 高远|||"),
        ("本报见习记者 沈一舟", "本报||沈一舟|||"),
        ("本报首席记者 沈一舟", "本报||沈一舟|||"),
        ("本报特约记者 沈一舟 通讯员 欧阳小满", "本报||沈一舟|欧阳小满||"),
        ("记者 欧阳 小满", "||欧阳小满|||"),
        ("江城晚报全媒体记者 沈一舟", "江城晚报||沈一舟|||"),
        ("江城日报驻京记者 沈一舟", "江城日报||沈一舟|||"),
        ("新华社记者 沈一舟 本报记者 高远", "新华社||沈一舟 高远|||"),
        ("本报记者 沈一舟 实习生 高远", "本报||沈一舟|高远||"),
        ("● 本报记者 沈一舟", "本报||沈一舟|||"),
        ("◎记者 沈一舟 通讯员 高远", "||沈一舟|高远||"),
        ("□ 沈一舟", "||沈一舟|||"),
        ("■ 沈 舟", "||沈舟|||"),
        ("本报记者 沈一舟 北京报道", "本报|北京|沈一舟|||"),
        ("本报记者 沈一舟 发自临江", "本报|临江|沈一舟|||"),
        ("記者林小滿／新竹報導", "|新竹|林小滿|||"),
        ("文、圖：黃小滿", "||黃小滿||黃小滿|"),
        ("文／潘小滿", "||潘小滿|||"),
        ("本报记者 沈一舟 文/摄", "本报||沈一舟||沈一舟|"),
        ("通讯员 沈一舟 文/图", "|||沈一舟|沈一舟|"),
        ("本报记者 沈一舟/文 高远/图", "本报||沈一舟||高远|"),
        ("沈一舟 文/图", "||沈一舟||沈一舟|"),
        ("沈一舟/文 高远/图", "||沈一舟||高远|"),
        ("沈一舟 文 高远 图", "||沈一舟||高远|"),
        ("图文/沈一舟", "||沈一舟||沈一舟|"),
        ("撰文：沈一舟 摄影：高远", "||沈一舟||高远|"),
        ("作者：沈一舟", "||沈一舟|||"),
        ("整理/本报记者 沈一舟", "本报||沈一舟|||"),
        ("本报评论员", "本报|||||"),
        ("本报特约评论员 沈一舟", "本报||沈一舟|||"),
        ("（本报记者 沈一舟 高远 整理）", "本报||沈一舟 高远|||"),
        ("记者从市图书馆获悉", "none"),
        ("记者在现场", "none"),
        ("作者单位：江城大学", "none"),
        ("文化路：老街新生", "none"),
        ("■ 安全第一", "none"),
        ("三座新站", "none"),
        ("记者手记", "none"),
        ("答记者问", "none"),
        ("记者会上的三个问题", "none"),
        ("记者了解到新站", "none"),
        ("城东新添三座充电站", "none"),
    ];
    check(&rows, own_line);
}

#[test]
fn credits_name_photographers_and_agencies() {
    let rows = [
        ("沈一舟 摄/江城图片", "||||沈一舟|江城图片"),
        ("沈一舟摄（江城图片）", "||||沈一舟|江城图片"),
        ("本报通讯员 林小满 摄", "本报||||林小满|"),
        ("新华社记者 沈一舟 摄", "新华社||||沈一舟|"),
        ("沈一舟 高　远 摄影报道", "||||沈一舟 高远|"),
        ("新华社发（沈一舟 摄）", "新华社||||沈一舟|"),
        ("沈一舟图　高　远文", "||高远||沈一舟|"),
        ("本报记者 王 伟 摄", "本报||||王伟|"),
        ("摄影/沈一舟", "||||沈一舟|"),
        ("图/沈一舟", "||||沈一舟|"),
        ("沈一舟/摄", "||||沈一舟|"),
        ("（沈一舟 摄）", "||||沈一舟|"),
        ("沈一舟/CFP", "||||沈一舟|CFP"),
        ("沈一舟 摄/光明图片", "||||沈一舟|光明图片"),
        ("视觉中国供图", "|||||视觉中国"),
        ("受访者供图", "|||||受访者供图"),
        ("市交管局供图", "|||||市交管局"),
        ("图片来源：江城图片社", "|||||江城图片社"),
        ("新华社发", "新华社|||||"),
        ("中新社发 沈一舟 摄", "中新社||||沈一舟|"),
        ("記者高小遠攝", "||||高小遠|"),
        ("本报记者 沈一舟 通讯员 高远 摄影报道", "本报||||沈一舟 高远|"),
        ("正在拍摄", "none"),
        ("新工艺摄影展", "none"),
        ("工人们正在拍摄", "none"),
        ("图为选手正在比赛。", "none"),
    ];
    check(&rows, photo_credit);
}

#[test]
fn brackets_at_the_end_name_people_or_a_dateline() {
    let rows = [
        ("今天放晴。（本报记者沈一舟）", "本报||沈一舟|||"),
        ("今天放晴。（新华社临江10月9日电）", "新华社|临江 10 9||||"),
        ("今天放晴。（记者 沈一舟 实习生 高远）", "||沈一舟|高远||"),
        ("今天放晴。（通讯员 沈一舟）", "|||沈一舟||"),
        ("今天放晴。（沈一舟 文/图）", "||沈一舟||沈一舟|"),
        ("今天放晴。（沈一舟 摄）", "||||沈一舟|"),
        ("图为选手正在比赛。 本报记者 沈一舟 摄", "本报||||沈一舟|"),
        ("图为选手正在比赛。沈一舟 摄/视觉中国", "||||沈一舟|视觉中国"),
        ("今天放晴。 记者 沈一舟", "||沈一舟|||"),
        ("今天放晴。（据新华社电）", "新华社|||||"),
        ("今天放晴。（综合新华社、中新社报道）", "新华社|||||"),
        ("今天放晴。（本报综合报道）", "本报|||||"),
        ("（作者为江城大学教授）", "none"),
        ("（作者系本报记者）", "none"),
        ("今天放晴（下同）", "none"),
        ("今天放晴。", "none"),
    ];
    check(&rows, tail);
}

#[test]
fn a_photographer_under_a_headline_is_no_reporter_and_a_line_of_data_dates() {
    let mut article = Article {
        byline: vec!["作者：沈一舟  时间：2018-06-15".into(), "新华社记者 高 远摄".into()],
        body: vec!["昨天放晴。".into()],
        ..Article::default()
    };
    read_byline(&mut article);
    assert_eq!(
        (article.reporters.concat(), article.photographers.concat()),
        ("沈一舟".into(), "高远".into())
    );
    assert_eq!(article.date.unwrap().to_string(), "2018-06-15");
}

#[test]
fn a_line_of_data_gives_the_time_of_the_day() {
    for line in ["2018-06-15 09:30 来源：江城日报 作者：高远", "来源：江城日报  时间：2018年6月15日 上午9:30"]
    {
        let mut article =
            Article { byline: vec![line.into()], body: vec!["昨天放晴。".into()], ..Article::default() };
        read_byline(&mut article);
        let time = article.time.map(|time| time.to_string());
        assert_eq!(time.as_deref(), Some("2018-06-15T09:30:00"), "{line}");
        assert_eq!((article.source.as_deref(), article.date), (Some("江城日报"), "2018-06-15".parse().ok()));
        // The hour of another day is not that of the article.
        let mut dated =
            Article { date: "2018-06-16".parse().ok(), byline: vec![line.into()], ..Article::default() };
        read_byline(&mut dated);
        assert_eq!(dated.time, None);
    }
}

#[test]
fn names_in_brackets_count_at_the_end_and_in_round_ups() {
    let people = |body: &[&str]| {
        let body = body.iter().map(|paragraph| (*paragraph).to_owned()).collect();
        let mut article = Article { body, ..Article::default() };
        read_byline(&mut article);
        article.reporters.join(" ")
    };
    assert_eq!(people(&["今天放晴。", "街上有人。（沈一舟）"]), "沈一舟");
    assert_eq!(people(&["今天放晴。（沈 舟）", "街上有人。（高远）"]), "沈舟 高远");
    assert_eq!(people(&["今天放晴。（高远）", "街上有人。"]), "");
    assert_eq!(people(&["今天放晴。", "街上有人。（下同）"]), "");
    assert_eq!(people(&["本报讯（记者沈一舟）今天放晴。", "街上有人。（完）"]), "沈一舟");
}

/// A search through all earlier names for each name would take quadratic time.
#[test]
fn a_hundred_thousand_names_are_each_named_once() {
    let char_at = |code: u32| char::from_u32(0x4e00 + code).unwrap();
    let named =
        |number: u32| -> String { ['王', char_at(number / 400), char_at(number % 400)].iter().collect() };
    let names: Vec<String> = (0..100_000).map(named).filter(|name| is_bare_name(name)).collect();
    assert!(names.len() > 90_000, "{}", names.len());
    let lines = |line: fn(&String) -> String| -> Vec<String> { names.iter().map(line).collect() };
    let byline = lines(|name| format!("本报记者 {name}"));
    let round_up = lines(|name| format!("放晴。（{name}）"));
    let roles = lines(|name| format!("记者{name}"));
    let lead = vec![format!("本报讯 {} 昨天放晴。", roles.join(" "))];
    for (byline, body) in [(byline, vec![]), (vec![], round_up), (vec![], lead)] {
        let mut article = Article { byline, body, ..Article::default() };
        read_byline(&mut article);
        assert_eq!(article.reporters.len(), names.len());
        assert_eq!(article.reporters[..3], names[..3]);
    }
}
