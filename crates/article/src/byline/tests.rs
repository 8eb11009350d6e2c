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

#[test]
fn leads_are_read_in_the_forms_that_papers_use() {
    for (text, expect) in [
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
        ("记者从市图书馆获悉，夜场开放。", "none"),
        ("本报告分三部分。", "none"),
        ("本报致电学校，校长说放晴了。", "none"),
        ("通讯（第三期）出版。", "none"),
        ("", "none"),
    ] {
        assert_eq!(shown(lead(text)), expect, "{text}");
    }
}

#[test]
fn lines_of_their_own_name_people() {
    for (text, expect) in [
        ("本报记者 沈一舟", "本报||沈一舟|||"),
        ("□ 本报记者　沈一舟　高　远", "本报||沈一舟 高远|||"),
        ("本报通讯员 林小满", "本报|||林小满||"),
        ("本报记者 沈一舟 通讯员 林小满 高远", "本报||沈一舟|林小满 高远||"),
        ("本报记者 沈一舟 本报通讯员 林小满", "本报||沈一舟|林小满||"),
        ("新华社记者沈一舟、高远", "新华社||沈一舟 高远|||"),
        ("本报驻临江记者 沈一舟", "本报||沈一舟|||"),
        ("■记者 阿依古丽·买买提", "||阿依古丽·买买提|||"),
        ("文/沈一舟 图/高远", "||沈一舟||高远|"),
        ("采写：本报记者 沈一舟", "||沈一舟|||"),
        ("（本报记者 沈一舟）", "本报||沈一舟|||"),
        ("本报记者 沈一舟 文/图", "本报||沈一舟|||"),
        ("本报记者 沈一舟 报道", "本报||沈一舟|||"),
        ("作者：沈一舟;高远  时间：2018-06-15", "||沈一舟 高远|||"),
        ("来源：江城日报 作者：沈一舟", "江城日报||沈一舟|||"),
        ("记者手记", "none"),
        ("答记者问", "none"),
        ("记者会上的三个问题", "none"),
        ("记者了解到新站", "none"),
        ("城东新添三座充电站", "none"),
    ] {
        assert_eq!(shown(own_line(text)), expect, "{text}");
    }
}

#[test]
fn credits_name_photographers_and_agencies() {
    for (text, expect) in [
        ("沈一舟 摄/江城图片", "||||沈一舟|江城图片"),
        ("沈一舟摄（江城图片）", "||||沈一舟|江城图片"),
        ("本报通讯员 林小满 摄", "本报||||林小满|"),
        ("新华社记者 沈一舟 摄", "新华社||||沈一舟|"),
        ("沈一舟 高　远 摄影报道", "||||沈一舟 高远|"),
        ("新华社发（沈一舟 摄）", "新华社||||沈一舟|"),
        ("沈一舟图　高　远文", "||高远||沈一舟|"),
        ("工人们正在拍摄", "none"),
        ("图为选手正在比赛。", "none"),
    ] {
        assert_eq!(shown(photo_credit(text)), expect, "{text}");
    }
}

#[test]
fn brackets_at_the_end_name_people_or_a_dateline() {
    for (text, expect) in [
        ("今天放晴。（本报记者沈一舟）", "本报||沈一舟|||"),
        ("今天放晴。（新华社临江10月9日电）", "新华社|临江 10 9||||"),
        ("今天放晴。（记者 沈一舟 实习生 高远）", "||沈一舟|高远||"),
        ("今天放晴（下同）", "none"),
        ("今天放晴。", "none"),
    ] {
        assert_eq!(shown(tail(text)), expect, "{text}");
    }
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
