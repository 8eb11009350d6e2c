use super::*;

/// Paragraphs of invented articles, with figures, which are half as wide as Chinese characters.
const STREET: [&str; 3] = [
    "昨夜下了一场雨，清晨的街上落满槐花，卖豆浆的老周推着车从桥头过来，车铃在巷子里响了3声，楼上的窗子就一扇一扇地开了。",
    "老周的车在这条街上停了20年，1999年用的是木头车，2008年换成铁的，去年社区给他配了一辆电动的，他却总说还是推着稳当。",
    "“推着走，街坊们听得见。”老周说，他的豆浆是凌晨3点磨的，用的是自家地里的豆子，1天只做40斤，每碗2.5元，卖完就收摊回家。",
];
const CAFE: [&str; 3] = [
    "街口新开了一家咖啡馆，年轻的店主每天来买一碗豆浆，说是要调出一种有豆香的拿铁，试了十几回，至今没有成功。",
    "老人们不喝咖啡，却爱坐在门口的长椅上，看年轻人进进出出，也看自己的孙子在台阶上写作业，一坐就是一个下午，直到路灯亮起来。",
    "店里的书架上有300多本旧书，谁都可以取走一本，放下一本，店主说，半年里书没有少，倒多出了12本。",
];
const RIVER: [&str; 3] = [
    "清河上的浮桥昨天拆除了，这座桥用了31年，最多的一天有6000多人走过，桥头修车的师傅数过不止一回。",
    "新桥在上游500米的地方，有4条车道，两边是人行道，栏杆上刻着从前渡口的名字，字是镇上的小学生写的。",
    "师傅的摊子也搬到了新桥的桥头，他说，生意和从前差不多，只是再也听不见木板的响声了，头几天还不大习惯。",
];

/// Lines of paragraphs, as wide as a column in print; the first of each is indented.
fn set(paragraphs: &[&str], halves: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in paragraphs {
        let mut line = "  ".to_owned();
        let mut width = 4;
        for c in paragraph.chars() {
            let cells = Measure::Printed.cells(c);
            if width + cells > halves && !"，。、”".contains(c) {
                lines.push(std::mem::take(&mut line));
                width = 0;
            }
            line.push(c);
            width += cells;
        }
        lines.push(line);
    }
    lines
}

/// Rows of columns side by side. A part begins at its cell, or after a space if the part to its left is longer.
fn beside(columns: &[Vec<String>], width: usize, gap: usize) -> String {
    let rows = columns.iter().map(Vec::len).max().unwrap_or(0);
    let row = |at: usize| {
        let mut row = String::new();
        for (number, column) in columns.iter().enumerate() {
            let Some(part) = column.get(at).filter(|part| !part.trim().is_empty()) else { continue };
            let indent = part.len() - part.trim_start().len();
            let cell = number * (width + gap) + indent;
            let cells = row.chars().count();
            let spaces = cell.saturating_sub(cells).max(usize::from(cells > 0));
            row.extend(std::iter::repeat_n(' ', spaces));
            row.push_str(part.trim_start());
        }
        row + "\n"
    };
    (0..rows).map(row).collect()
}

fn halves_of(lines: Vec<String>, columns: usize) -> Vec<Vec<String>> {
    lines.chunks(lines.len().div_ceil(columns)).map(<[String]>::to_vec).collect()
}

/// The paragraphs in reading order; each begins with an indent.
fn read(page: &str) -> Vec<String> {
    let columns = below_each_other(page).expect(page);
    assert_eq!(columns.text.lines().count(), columns.numbers.len());
    let mut paragraphs: Vec<String> = Vec::new();
    for line in columns.text.lines() {
        match line.strip_prefix("\u{3000}\u{3000}") {
            Some(opening) => paragraphs.push(opening.to_owned()),
            None => match paragraphs.last_mut() {
                Some(paragraph) => paragraph.push_str(line.trim()),
                None => assert_eq!(line.trim(), ""),
            },
        }
    }
    paragraphs
}

/// The text in reading order.
fn dense(page: &str) -> String {
    below_each_other(page).expect(page).text.split_whitespace().collect()
}

#[test]
fn columns_are_read_one_after_the_other_with_gutters_of_any_width() {
    for halves in [24, 30, 36] {
        for gap in [1, 2, 3, 6] {
            let columns = [set(&STREET, halves), set(&CAFE, halves)];
            let page = beside(&columns, halves / 2, gap);
            assert_eq!(dense(&page), [STREET, CAFE].concat().concat(), "{halves} {gap}\n{page}");
            // Behind a full part and a single space, an indent cannot be seen.
            if gap > 1 {
                assert_eq!(read(&page), [STREET, CAFE].concat(), "{halves} {gap}\n{page}");
            }
        }
    }
}

#[test]
fn three_columns_are_read_from_left_to_right() {
    for gap in [2, 4] {
        let columns = [set(&STREET, 26), set(&CAFE, 26), set(&RIVER, 26)];
        let page = beside(&columns, 13, gap);
        assert_eq!(read(&page), [STREET, CAFE, RIVER].concat(), "{gap}\n{page}");
    }
}

#[test]
fn columns_of_unequal_length_are_read_whole() {
    let long = [STREET, RIVER].concat();
    for columns in [[set(&long, 30), set(&CAFE[..2], 30)], [set(&CAFE[..2], 30), set(&long, 30)]] {
        let page = beside(&columns, 15, 3);
        let expected: Vec<&str> = match columns[0].len() > columns[1].len() {
            true => [&long[..], &CAFE[..2]].concat(),
            false => [&CAFE[..2], &long[..]].concat(),
        };
        assert_eq!(read(&page), expected, "{page}");
    }
}

#[test]
fn a_headline_over_the_columns_separates_what_is_above_from_what_is_below() {
    for headline in
        ["          清河新桥通车", "清河上的浮桥拆除，新桥在上游五百米处通车，桥头的摊子也搬了过去"]
    {
        let [above, below] = [[STREET, CAFE].concat(), RIVER.to_vec()].map(|text| set(&text, 30));
        let page = format!(
            "          雨后的老街\n{}\n{headline}\n{}",
            beside(&halves_of(above, 2), 15, 3),
            beside(&halves_of(below, 2), 15, 3)
        );
        let [street, cafe, river] = [STREET, CAFE, RIVER].map(|text| text.concat());
        let expected = format!("雨后的老街{street}{cafe}{}{river}", headline.trim());
        assert_eq!(dense(&page), expected, "{page}");
    }
}

#[test]
fn articles_in_columns_have_their_headlines_and_paragraphs() {
    let article = |headline: &str, text: &[&str]| {
        [vec![headline.to_owned()], set(text, 30), vec![String::new()]].concat()
    };
    let left = [article("老周的豆浆", &STREET), article("新桥通车", &RIVER)].concat();
    let right = [article("街口的咖啡馆", &CAFE), article("浮桥拆除", &RIVER[..2])].concat();
    let page = crate::parse_page(&beside(&[left, right], 15, 3));
    let titles: Vec<&str> = page.articles.iter().filter_map(|article| article.title.as_deref()).collect();
    assert_eq!(titles, ["老周的豆浆", "新桥通车", "街口的咖啡馆", "浮桥拆除"]);
    assert_eq!(page.articles[0].body, STREET);
    assert_eq!(page.articles[2].body, CAFE);
}

#[test]
fn each_sheet_has_its_own_columns() {
    let first = beside(&[set(&STREET, 36), set(&CAFE, 36)], 18, 3);
    let second = beside(&halves_of(set(&[RIVER, CAFE].concat(), 22), 2), 11, 2);
    let page = format!("{first}\u{c}{second}");
    assert_eq!(dense(&page), [STREET, CAFE, RIVER, CAFE].concat().concat(), "{page}");
}

#[test]
fn lines_of_two_columns_that_are_not_level_are_read_one_after_the_other() {
    let [left, right] = [set(&STREET, 30), set(&CAFE, 30)];
    let apart = |lines: Vec<String>, offset: usize| -> Vec<String> {
        let level = lines.iter().take(9).cloned();
        let moved = lines.iter().skip(9).flat_map(|line| [line.clone(), String::new()]);
        level.chain(std::iter::repeat_n(String::new(), offset)).chain(moved).collect()
    };
    let page = beside(&[apart(left, 0), apart(right, 1)], 15, 3);
    assert_eq!(read(&page), [STREET, CAFE].concat(), "{page}");
}

#[test]
fn pages_without_columns_stay_as_they_are() {
    let names = ["方晓棠", "林小满", "沈一舟", "高远"];
    let routes: String = (0..20).map(|at| format!("江城{at}路      {at}.5      {}\n", at * 7)).collect();
    let list: String =
        (0..20).map(|at| format!("{}        {}\n", names[at % 4], names[(at + 1) % 4])).collect();
    let addresses: String = (0..20)
        .map(|at| format!("江城市城东区槐花街道{at:02}号院北楼    江城市城西区清河街道{at:02}号院南楼\n"))
        .collect();
    let events: String = (0..20)
        .map(|at| {
            format!("5月{}日      {}\n", at + 1, STREET[at % 3].chars().take(14 + 3 * at).collect::<String>())
        })
        .collect();
    let verse = "雾里看山山不见，山中听雨雨无声。    采得新茶三两叶，归来已是月初生。\n".repeat(10);
    let couplets = "雾里看山山不见  山中听雨雨无声\n采得新茶三两叶  归来已是月初生\n".repeat(8);
    let indented: String = set(&[STREET, CAFE].concat(), 36).join("\n");
    let segmented: String = set(&[STREET, CAFE].concat(), 36)
        .iter()
        .map(|line| {
            let chars: Vec<char> = line.trim().chars().collect();
            chars.chunks(2).map(|word| word.iter().collect::<String>()).collect::<Vec<_>>().join(" ") + "\n"
        })
        .collect();
    let latin = "The old street woke early.  A cart came over the bridge, its bell rang three times,\n\
                 and one window after the other was opened.  Nobody spoke of the rain, though it had\n"
        .repeat(10);
    let talk: String = (0..20).map(|at| format!("{}    {}\n", names[at % 2], STREET[at % 3])).collect();
    let byline = format!("雨后\n本报记者 沈一舟    通讯员 高远\n{}\n", STREET.join("\n"));
    for page in [routes, list, addresses, events, verse, couplets, indented, segmented, latin, talk, byline] {
        assert!(below_each_other(&page).is_none(), "{page}");
        assert_eq!(unread_columns(&page), None, "{page}");
    }
}

/// Parts of two columns whose gutter wanders over the page.
#[test]
fn columns_that_cannot_be_told_apart_are_named() {
    let columns = [set(&STREET, 30), set(&CAFE, 30)];
    let page: String = (0..columns[0].len().min(columns[1].len()))
        .map(|at| format!("{}{}{}\n", columns[0][at], " ".repeat(3 + 17 * at % 61), columns[1][at]))
        .collect();
    let warned = |page: &str| {
        let warnings = crate::parse_page(page).warnings;
        warnings.into_iter().find(|warning| warning.kind == crate::PageWarningKind::Columns)
    };
    assert_eq!(below_each_other(&page).map(|columns| columns.text), None);
    assert!(warned(&page).is_some(), "{page}");
    assert!(warned(&beside(&columns, 15, 3)).is_none());
}
