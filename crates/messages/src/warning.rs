//! Warnings about a file of which the rest was read.

use jianbao::article::PageWarningKind;
use jianbao::ingest::{Change, Expected, KeptField, MarkupBound, OwnReport, Part, Warning, WarningKind};

use crate::language::message;
use crate::{Language, Message};

message!(
    Warning => of_warning,
    WarningKind => of_kind,
    PageWarningKind => of_page,
    KeptField => of_kept,
    MarkupBound => of_bound,
    Change => of_change,
);

/// The message of a warning, with its place.
fn of_warning(warning: &Warning) -> String {
    let path = warning.path.display();
    let line = warning.line.map_or(String::new(), |line| format!(":{line}"));
    format!("{path}{line}：{}", of_kind(&warning.kind))
}

fn of_kind(kind: &WarningKind) -> String {
    match kind {
        WarningKind::Empty => "空文件".to_owned(),
        WarningKind::Changed { change } => format!("读取过程中{}；等它写完再读取一次", of_change(change)),
        WarningKind::Encoding { encoding } => format!("不是 UTF-8：按 {encoding} 读取"),
        WarningKind::Undecodable { encoding, places } => {
            format!("按 {encoding} 读取，有 {places} 处无法解码：显示为 \u{fffd}")
        }
        WarningKind::Nul { count } => format!("文本中有 {count} 个 NUL 字符：已去掉"),
        WarningKind::Page { reading } => of_page(reading),
        WarningKind::NoText => "一篇文章既无标题也无正文".to_owned(),
        WarningKind::LineTooLong { max_bytes } if *max_bytes >= 1 << 20 => {
            format!("一行超过 {} MiB", max_bytes >> 20)
        }
        WarningKind::LineTooLong { max_bytes } => format!("一行超过 {max_bytes} 字节"),
        WarningKind::NotAnObject { column, why } => format!("不是 JSON 对象（第 {column} 列：{why}）"),
        WarningKind::ValueNotAnObject { number } => format!("文件中第 {number} 个值不是对象"),
        WarningKind::ElementNotAnObject => "文章列表中有一个元素不是对象".to_owned(),
        WarningKind::Kept { part, field } => match part {
            Part::Line => of_kept(field),
            Part::Value(number) => format!("文件中第 {number} 个值：{}", of_kept(field)),
            Part::FrontMatter => format!("front matter：{}", of_kept(field)),
            _ => of_kept(field),
        },
        WarningKind::Misfit { part, misfit } => {
            let misfit = misfit.message(Language::Chinese);
            match part {
                Part::Value(number) => format!("文件中第 {number} 个值：{misfit}"),
                Part::FrontMatter => format!("文件头信息：{misfit}"),
                _ => misfit,
            }
        }
        WarningKind::RowLeftOut => "这里的引号未闭合，这一行无法读取".to_owned(),
        WarningKind::UnclosedQuote => "这里的引号未闭合：按原样读取".to_owned(),
        WarningKind::StrayQuote => "值中的引号没有双写".to_owned(),
        WarningKind::OtherColumns { found, named } => format!("有 {found} 个值，而首行有 {named} 列"),
        WarningKind::LinesAbove { lines } => format!("这一行是列名；跳过上面的 {lines} 行"),
        WarningKind::TooManyColumns { max_columns } => {
            format!("首行超过 {max_columns} 列：其余的列忽略")
        }
        WarningKind::TooManyValues { max_values } => format!("一行超过 {max_values} 个值：其余忽略"),
        WarningKind::TooManyLines { max_lines } => {
            format!("超过 {max_lines} 行：每 {max_lines} 行作为一份读取")
        }
        WarningKind::ParagraphTooLong { max_bytes } => {
            format!("一段超过 {} MiB：从中间切开", max_bytes >> 20)
        }
        WarningKind::FrontMatterTooLong { max_bytes } => {
            format!("front matter 超过 {} MiB：按正文读取", max_bytes >> 20)
        }
        WarningKind::FrontMatterBroken { problem } => {
            format!("front matter 不是 TOML（{problem}）：按正文读取")
        }
        WarningKind::FrontMatterRepeated { max_bytes } => {
            format!("front matter 附到文件中的每一篇，合计会超过 {} MiB：后面各篇不再附上", max_bytes >> 20)
        }
        WarningKind::TooManyFiles { max_files } => {
            format!("压缩包里的文件超过 {max_files} 个：其余跳过；自行解压后再读取")
        }
        WarningKind::ClimbsOut => "路径指向压缩包之外；如果来源可信，自行解压后再读取".to_owned(),
        WarningKind::NothingKnown => "压缩包里没有支持的文件".to_owned(),
        WarningKind::TooMuchMarkup { bound } => of_bound(bound),
        WarningKind::OwnReport { report: OwnReport::Clippings } => "是 jianbao 生成的剪报：跳过".to_owned(),
        WarningKind::OwnReport { report: OwnReport::Measurement } => {
            "是 jianbao 生成的评测报告：跳过".to_owned()
        }
        WarningKind::NoReport => "网页里没有找到报道正文；它可能是链接列表".to_owned(),
        other => other.to_string(),
    }
}

fn of_bound(bound: &MarkupBound) -> String {
    let most = bound.most();
    let matter = match bound {
        MarkupBound::Depth => format!("元素嵌套超过 {most} 层：忽略更深的元素"),
        MarkupBound::Attributes => format!("一个元素的属性超过 {most} 个：忽略其余属性"),
        MarkupBound::Formatting => format!("同时打开的格式元素超过 {most} 个：忽略其余元素"),
        MarkupBound::Copies => format!("未闭合的格式元素延续到其他段落超过 {most} 次：忽略此后的格式"),
        MarkupBound::Objects => format!("object、marquee、template 等元素超过 {most} 个：忽略其余元素"),
        other => return other.to_string(),
    };
    format!("{matter}，保留文字")
}

fn of_change(change: &Change) -> String {
    let said = match change {
        Change::Gone => "文件被移走或删除",
        Change::Exchanged => "文件被另一个文件替换",
        Change::Shrank => "文件变短了",
        Change::Grew => "文件变长了",
        Change::Changed => "文件变了",
        other => return other.to_string(),
    };
    said.to_owned()
}

fn of_page(kind: &PageWarningKind) -> String {
    let said = match kind {
        PageWarningKind::Headline => "判断为标题；也可能是上一篇里的小标题",
        PageWarningKind::Untitled => "判断为一篇无标题文章的开头",
        PageWarningKind::Section => "判断为文中的小标题；也可能是标题",
        PageWarningKind::Continuation => "判断为上一篇的一部分；这里也可能另起一篇",
        PageWarningKind::Columns => {
            "从这里起似乎是并排的几栏，无法分开，已按横行读取；请用不保留版式的方式重新提取文字"
        }
        other => return other.to_string(),
    };
    said.to_owned()
}

fn of_kept(field: &KeptField) -> String {
    let KeptField { name, expected, kept, .. } = field;
    let expected = match expected {
        Expected::Text => "应为文本",
        Expected::Texts => "应为文本或文本列表",
        Expected::Word => "应为一个词",
        Expected::Date => "应为日期（2020-01-05、2020年1月5日）",
        Expected::Day => "应为具体日期；已取当月第一天",
        Expected::Time => "应为文章当天的时间（10:30、2020-01-05T10:30:00+08:00）",
        Expected::Sections => "应为 {heading, before} 列表",
        Expected::Dateline => "应为对象 {place, month, day}",
        Expected::NoHtml => "未采用，因为已有纯文本正文",
        Expected::NoHtmlReader => "无法解析，因为这个程序编译时未启用特性 `html`",
        _ => return field.to_string(),
    };
    format!("{name} 的值{expected}：按原样保存为 {kept}")
}
