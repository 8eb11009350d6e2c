//! What is doubtful in a file of which the rest was read. English is the library's own; a variant without Chinese does
//! not compile.

use jianbao::{
    Change, Expected, KeptField, MarkupBound, OwnReport, PageWarningKind, Part, Warning, WarningKind,
};

use crate::language::{self, Language};

/// The warning with its place, in the language of this process.
pub(crate) fn said(warning: &Warning) -> String {
    match language::current() {
        Language::English => warning.to_string(),
        Language::Chinese => {
            let path = warning.path.display();
            let line = warning.line.map_or(String::new(), |line| format!(":{line}"));
            format!("{path}{line}：{}", in_chinese(&warning.kind))
        }
    }
}

fn in_chinese(kind: &WarningKind) -> String {
    match kind {
        WarningKind::Empty => "文件是空的".to_owned(),
        WarningKind::Changed(change) => format!("读的时候{}；等它写完再读一次", changed(*change)),
        WarningKind::Encoding { encoding } => format!("不是 UTF-8：按 {encoding} 读取"),
        WarningKind::Undecodable { encoding, places } => {
            format!("按 {encoding} 读取，其中 {places} 处没有意义：显示为 \u{fffd}")
        }
        WarningKind::Nul { count } => format!("文字里有 {count} 个 NUL 字符：略去"),
        WarningKind::Page(kind) => page(*kind).to_owned(),
        WarningKind::NoText => "有一篇既没有标题也没有正文：略去".to_owned(),
        WarningKind::LineTooLong { max_bytes } if *max_bytes >= 1 << 20 => {
            format!("一行超过 {} MiB：略去", max_bytes >> 20)
        }
        WarningKind::LineTooLong { max_bytes } => format!("一行超过 {max_bytes} 字节：略去"),
        WarningKind::NotAnObject { column, why } => format!("不是 JSON 对象（第 {column} 列：{why}）：略去"),
        WarningKind::ValueNotAnObject { number } => format!("文件中第 {number} 个值不是对象：略去"),
        WarningKind::ElementNotAnObject => "文章列表中有一个元素不是对象：略去".to_owned(),
        WarningKind::Kept { part, field } => match part {
            Part::Line => kept(field),
            Part::Value(number) => format!("文件中第 {number} 个值：{}", kept(field)),
            Part::FrontMatter => format!("文前的信息：{}", kept(field)),
        },
        WarningKind::RowLeftOut => "这里的引号没有关上：略去这一行".to_owned(),
        WarningKind::UnclosedQuote => "这里的引号没有关上：照原样读取".to_owned(),
        WarningKind::StrayQuote => "值里面的引号没有写成两个".to_owned(),
        WarningKind::OtherColumns { found, named } => format!("有 {found} 个值，首行却有 {named} 列"),
        WarningKind::LinesAbove { lines } => format!("这一行是列名；上面的 {lines} 行略过"),
        WarningKind::TooManyColumns { max_columns } => {
            format!("首行超过 {max_columns} 列：其余的列略去")
        }
        WarningKind::TooManyValues { max_values } => format!("一行超过 {max_values} 个值：其余的略去"),
        WarningKind::TooManyLines { max_lines } => {
            format!("超过 {max_lines} 行：每 {max_lines} 行分作一份来读")
        }
        WarningKind::ParagraphTooLong { max_bytes } => {
            format!("一段超过 {} MiB：在中间断开", max_bytes >> 20)
        }
        WarningKind::FrontMatterTooLong { max_bytes } => {
            format!("文前的信息超过 {} MiB：当作正文来读", max_bytes >> 20)
        }
        WarningKind::FrontMatterBroken { problem } => {
            format!("文前的信息不是 TOML（{problem}）：当作正文来读")
        }
        WarningKind::FrontMatterRepeated { max_bytes } => {
            format!("文前的信息分给文件里的每一篇，合计会超过 {} MiB：后面各篇不再附上", max_bytes >> 20)
        }
        WarningKind::TooManyFiles { max_files } => {
            format!("压缩包里的文件超过 {max_files} 个：其余的略去；请自己解压")
        }
        WarningKind::ClimbsOut => "路径伸到压缩包外面：略去；信得过就自己解压".to_owned(),
        WarningKind::NothingKnown => "压缩包里没有认得的文件".to_owned(),
        WarningKind::TooMuchMarkup { bound } => too_much_markup(*bound),
        WarningKind::OwnReport(OwnReport::Clippings) => "是 jianbao 写的剪报：略过".to_owned(),
        WarningKind::OwnReport(OwnReport::Measurement) => "是 jianbao 写的测量报告：略过".to_owned(),
        WarningKind::NoReport => "网页里没有找到报道的正文；它也许是链接列表".to_owned(),
    }
}

fn too_much_markup(bound: MarkupBound) -> String {
    let most = bound.most();
    let matter = match bound {
        MarkupBound::Depth => format!("元素嵌套超过 {most} 层：更深的略去"),
        MarkupBound::Attributes => format!("一个元素有超过 {most} 个属性：其余的略去"),
        MarkupBound::Formatting => format!("同时打开的格式元素超过 {most} 个：其余的略去"),
        MarkupBound::Copies => format!("没有关上的格式元素延续到别的段落超过 {most} 次：此后的格式略去"),
        MarkupBound::Objects => format!("object、marquee、template 等元素超过 {most} 个：其余的略去"),
    };
    format!("{matter}，文字保留")
}

fn changed(change: Change) -> &'static str {
    match change {
        Change::Gone => "文件不见了",
        Change::Exchanged => "换成了另一个文件",
        Change::Shrank => "文件变短了",
        Change::Grew => "文件变长了",
        Change::Changed => "文件变了",
    }
}

fn page(kind: PageWarningKind) -> &'static str {
    match kind {
        PageWarningKind::Headline => "当作标题；也许是上一篇里的小标题",
        PageWarningKind::Untitled => "当作一篇没有标题的文章的开头",
        PageWarningKind::Section => "当作文中的小标题；也许是标题",
        PageWarningKind::Continuation => "当作上一篇的一部分；这里也许另起一篇",
    }
}

fn kept(field: &KeptField) -> String {
    let KeptField { name, expected, kept } = field;
    let expected = match expected {
        Expected::Text => "应为文字",
        Expected::Texts => "应为文字或文字的列表",
        Expected::Word => "应为一个词",
        Expected::Date => "应为日期（2020-01-05、2020年1月5日）",
        Expected::Day => "应为某一天，取了当月第一天",
        Expected::Sections => "应为 {heading, before} 的列表",
        Expected::Dateline => "应为对象 {place, month, day}",
        Expected::NoHtml => "用不着，正文已有文字",
        Expected::NoHtmlReader => "读不了，这个程序编译时没有包括功能 `html`",
    };
    format!("{name} 的值{expected}：照原样存作 {kept}")
}
