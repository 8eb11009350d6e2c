//! Errors of an index, a file or an option, and their remedies.

use jianbao::Error;
use jianbao::article::FieldType;
use jianbao::index::{AnalyzerDifference, FileAction, Remedy};
use jianbao::ingest::{
    ForeignFormat, IngestError, IngestRemedy, JsonProblem, OptionError, SpecialFile, UnreadEncoding,
};
use jianbao::search::FieldPurpose;

use crate::language::message;
use crate::{Language, Message};

message!(
    Error => of_index,
    Remedy => of_remedy,
    IngestError => of_file,
    IngestRemedy => of_ingest_remedy,
    OptionError => of_option,
);

fn of_index(error: &Error) -> String {
    match error {
        Error::NotAnIndex { path } => format!("{} 不是 jianbao 的索引", path.display()),
        Error::AlreadyAnIndex { path } => format!("{} 已有索引", path.display()),
        Error::NotEmpty { path, free: _ } => {
            format!("{} 里有其他文件，而索引要独占一个目录", path.display())
        }
        Error::InsideIndex { path, index, free: _ } => {
            format!("{} 在索引 {} 之内", path.display(), index.display())
        }
        Error::InMemory => "索引在内存里，没有文件".to_owned(),
        Error::OlderFormat { path, found, expected } => {
            format!("{} 的索引格式是 {found}，这个版本使用格式 {expected}", path.display())
        }
        Error::NewerFormat { path, found, expected } => {
            format!("{} 的索引格式是 {found}，这个版本最高支持格式 {expected}", path.display())
        }
        Error::OtherAnalyzer { path, differences } => {
            let differences: Vec<String> = differences.iter().map(difference).collect();
            format!("{} 是用另一个分析器建立的（{}）", path.display(), differences.join("；"))
        }
        Error::Corrupt { path, problem } => {
            format!("{} 已损坏：{}", path.display(), problem.message(Language::Chinese))
        }
        Error::StoreCorrupt { path, file } => {
            format!("{} 无法重建，其中保存的文章一篇也读不出来（{file}）", path.display())
        }
        Error::WordsCorrupt { path } => format!("{} 建立时所用的自定义词典已无法读取", path.display()),
        Error::Exchanged { path } => format!("{} 已不是先前打开的那个索引", path.display()),
        Error::Locked { path, holder: Some(process) } => {
            format!("进程 {process} 正在写入 {}", path.display())
        }
        Error::Locked { path, holder: None } => format!("另一个进程正在写入 {}", path.display()),
        Error::TimedOut { limit_ms } => format!("搜索超过 {limit_ms} 毫秒的时限"),
        Error::Stopped => "搜索已停止".to_owned(),
        Error::Misread { query, diagnostics } => {
            let said: Vec<String> = diagnostics.iter().map(|said| said.message(Language::Chinese)).collect();
            format!("查询 {query:?} 可能没有读对：{}", said.join("；"))
        }
        Error::IdTooLong { bytes, max, opening } => {
            format!("文章编号长 {bytes} 字节，超过上限 {max} 字节（开头为 {opening:?}）")
        }
        Error::UnknownField { name, known } if known.is_empty() => {
            format!("索引没有自定义字段“{name}”，也没有声明过别的字段")
        }
        Error::UnknownField { name, known } => {
            format!("索引没有自定义字段“{name}”；已声明的有 {}", known.join("、"))
        }
        Error::FieldMisuse { field, field_type, purpose } => {
            let types: Vec<&str> = purpose.types().iter().map(|fitting| fitting.name()).collect();
            let searched = if field_type.is_text() {
                format!("；这个字段可以检索文字，如 {field}:春茶")
            } else {
                String::new()
            };
            format!(
                "字段“{field}”的类型是 {field_type}，{}要用 {} 类型的字段{searched}",
                purposed(*purpose),
                types.join("、")
            )
        }
        Error::BadStep { field, step, field_type } => {
            let steps = if *field_type == FieldType::Time {
                "可用 year、month、day、hour"
            } else {
                "要用大于 0 的数，如 1000"
            };
            format!("“{step}”不能作字段“{field}”的分段间隔：{steps}")
        }
        Error::BadField { source } => source.message(Language::Chinese),
        Error::Io { action, path, source: _ } => format!("无法{} {}", acted(*action), path.display()),
        Error::Engine { source: _ } => "索引引擎执行失败".to_owned(),
        other => other.to_string(),
    }
}

fn difference(difference: &AnalyzerDifference) -> String {
    let value = |value: &Option<String>| value.clone().unwrap_or_else(|| "无".to_owned());
    let AnalyzerDifference { property, there, here, .. } = difference;
    format!("{property}：索引为 {}，本程序为 {}", value(there), value(here))
}

fn of_remedy(remedy: &Remedy) -> String {
    let said = match remedy {
        Remedy::CreateIndex => "需要先建立索引",
        Remedy::OpenIndex => "打开它，或另选一个目录",
        Remedy::EmptyFolder { free } => {
            return format!("指定一个空的或尚不存在的目录，如 {}", free.display());
        }
        Remedy::Rebuild => "以其中保存的内容重建索引",
        Remedy::RebuildWithWords => "重新给出自定义词典并重建索引（没有词典就给一个空的）",
        Remedy::LaterVersion => "改用更新的版本，或把源文件重新索引到另一个目录",
        Remedy::Verify => "校验索引可列出所有损坏并说明怎样修复",
        Remedy::IndexAgain => "把源文件重新索引到另一个目录",
        Remedy::OpenAgain => "需要重新打开",
        Remedy::Wait => "等它写完再试",
        Remedy::AskForLess => "放宽时限，或缩小查询范围",
        Remedy::AskOtherwise => "换一种写法",
        Remedy::ShortenId => "缩短编号",
        Remedy::DeclareField => "先声明它，再以保存的内容重建索引",
        other => return other.to_string(),
    };
    said.to_owned()
}

fn of_ingest_remedy(remedy: &IngestRemedy) -> String {
    let said = match remedy {
        IngestRemedy::SearchIt => "直接搜索它",
        IngestRemedy::FollowLinks => "把那个目录也列入读取范围，或跟随链接",
        IngestRemedy::NameEncoding => "先转换为 UTF-8（`iconv -f 编码 -t UTF-8`），或指定编码",
        IngestRemedy::NameColumns => "指明哪一列是标题，哪一列是正文",
        other => return other.to_string(),
    };
    said.to_owned()
}

fn purposed(purpose: FieldPurpose) -> &'static str {
    match purpose {
        FieldPurpose::Facet => "分类计数",
        FieldPurpose::Histogram => "分段计数",
        FieldPurpose::Summary => "汇总",
        FieldPurpose::Sort => "排序",
        FieldPurpose::Collapse => "每个值只列一篇",
        FieldPurpose::Replace => "替换旧文",
        _ => "这样使用",
    }
}

fn acted(action: FileAction) -> &'static str {
    match action {
        FileAction::Find => "找到",
        FileAction::List => "列出",
        FileAction::Lock => "锁定",
        FileAction::MakeDirectory => "创建目录",
        FileAction::PutInPlace => "移动到位",
        FileAction::Read => "读取",
        FileAction::Remove => "删除",
        FileAction::Write => "写入",
        _ => "处理",
    }
}

fn of_file(error: &IngestError) -> String {
    let mib = |bytes: &u64| bytes >> 20;
    match error {
        IngestError::Missing { path } => format!("{}：没有这个文件或目录", path.display()),
        IngestError::Index { path } => {
            format!("{}：是索引，不是新闻文件", path.display())
        }
        IngestError::LinkOutside { path, target } => {
            format!("{}：链接指向目录之外（{}）", path.display(), target.display())
        }
        IngestError::IgnoreTooLong { path, max_bytes, max_lines } => format!(
            "{}：跳过规则超过 {} KiB 或 {max_lines} 行；未读取这个目录",
            path.display(),
            max_bytes >> 10
        ),
        IngestError::NotAFile { path, kind } => {
            let kind = match kind {
                SpecialFile::Fifo => "管道（FIFO）",
                SpecialFile::Socket => "套接字",
                SpecialFile::Device => "设备",
                SpecialFile::Other => "特殊文件",
                _ => "特殊文件",
            };
            format!("{}：是{kind}，不是普通文件", path.display())
        }
        IngestError::Stopped { path } => format!("{}：未读完就停止了", path.display()),
        IngestError::Unreadable { path, source: _ } => format!("{}：无法读取", path.display()),
        IngestError::Packed { path, articles, source: _ } => {
            format!("{}：无法完整解压，文件可能不完整；中断之前的 {articles} 篇已保留", path.display())
        }
        IngestError::NotUnpacked { path, problem } => {
            format!("{}：无法解压：{problem}", path.display())
        }
        IngestError::TooMuch { path, ratio, bytes: _ } => {
            format!(
                "{}：解压后超过原大小的 {ratio} 倍，拒绝读取；如确属正常，自行解压后再读取",
                path.display()
            )
        }
        IngestError::TooManyMembers { path, max_members, articles } => {
            format!("{}：gzip 中空的成员超过 {max_members} 个；之前的 {articles} 篇已保留", path.display())
        }
        IngestError::HeaderTooLong { path, max_bytes, articles } => format!(
            "{}：压缩包里两个文件的间隔超过 {} KiB；之前的 {articles} 篇已保留",
            path.display(),
            max_bytes >> 10
        ),
        IngestError::TooDeep { path, max_layers } => {
            format!("{}：压缩嵌套超过 {max_layers} 层；自行解压后再读取", path.display())
        }
        IngestError::TooLarge { path, max_bytes } => format!(
            "{}：文本超过 {} MiB；拆成多个文件，或改用不限大小的 JSON Lines",
            path.display(),
            mib(max_bytes)
        ),
        IngestError::Binary { path, at_byte } => {
            format!("{}：不是文本（第 {at_byte} 字节是 NUL）", path.display())
        }
        IngestError::Foreign { path, format } => {
            let (what, remedy) = match format {
                ForeignFormat::Rar => ("RAR 压缩包", "先解压，或改用 zip"),
                ForeignFormat::SevenZip => ("7-Zip 压缩包", "先解压，或改用 zip"),
                ForeignFormat::Bzip2 => ("bzip2 压缩文件", "先解压，或改用 gz"),
                ForeignFormat::Pdf => ("PDF 文件", "另存为纯文本"),
                ForeignFormat::Rtf => ("RTF 文件", "另存为纯文本"),
                ForeignFormat::OldOffice => ("旧版 Word 或 Excel 文件", "另存为纯文本或 CSV"),
                ForeignFormat::SpreadsheetXml => ("XML 格式的 Excel 文件", "另存为 CSV"),
                ForeignFormat::Warc => ("WARC 网页存档", "先把网页提取为 HTML"),
                ForeignFormat::Webarchive => ("Safari 网页存档", "把网页另存为 HTML"),
                ForeignFormat::Mail => ("邮件（EML）", "把正文另存为纯文本"),
                ForeignFormat::Caj => ("知网 CAJ 文件", "把文字复制到文本文件"),
                ForeignFormat::Sqlite => ("SQLite 数据库", "把表导出为 CSV"),
                ForeignFormat::Picture => ("图片", "先做文字识别"),
                _ => ("其他格式的文件", "另存为纯文本"),
            };
            // Between Chinese and a Latin word stands a space.
            let space = if what.starts_with(|c: char| c.is_ascii()) { " " } else { "" };
            format!("{}：是{space}{what}，不支持；{remedy}", path.display())
        }
        IngestError::NoPage { path } => {
            format!("{}：里面没有 HTML 网页；把网页重新保存为 HTML", path.display())
        }
        IngestError::UnreadEncoding { path, encoding } => {
            let encoding = match encoding {
                UnreadEncoding::Hz => "HZ",
                UnreadEncoding::Utf7 => "UTF-7",
                UnreadEncoding::Iso2022 => "ISO-2022",
                UnreadEncoding::Euc(name) => name,
                UnreadEncoding::Unknown => {
                    return format!("{}：不是文字，或编码无法识别", path.display());
                }
                _ => "其他编码",
            };
            format!("{}：编码是 {encoding}，不支持", path.display())
        }
        IngestError::NotBuilt { path, feature } => {
            format!("{}：读取它需要特性 `{feature}`，这个程序编译时未启用", path.display())
        }
        IngestError::NotJson { path, line, column, read, problem } => {
            let problem = match problem {
                JsonProblem::EndsEarly => "文件没有写完",
                _ => "此处应是别的字符；每行一个值的文件是 JSON Lines（.jsonl）",
            };
            format!(
                "{}：第 {line} 行第 {column} 列不是 JSON（之前有 {read} 个值）：{problem}",
                path.display()
            )
        }
        IngestError::NotFeed { path } => format!("{}：XML 里没有订阅源（RSS、Atom）", path.display()),
        IngestError::BrokenFeed { path, line, read, problem } => {
            format!("{}：读到第 {line} 行中断（{problem}）；之前的 {read} 条已保留", path.display())
        }
        IngestError::TooLong { path, number, max_bytes } => {
            format!("{}：第 {number} 个值超过 {} MiB；从它开始都已跳过", path.display(), mib(max_bytes))
        }
        IngestError::HeadTooLong { path, max_bytes } => {
            format!("{}：首行（应为列名）超过 {} MiB", path.display(), max_bytes >> 20)
        }
        IngestError::NoColumns { path, columns } => {
            format!("{}：从这些列中认不出标题和正文：{}", path.display(), columns.join("、"))
        }
        other => other.to_string(),
    }
}

fn of_option(error: &OptionError) -> String {
    match error {
        OptionError::UnknownEncoding { label } => {
            format!(
                "没有名为 {label} 的编码：可用 utf-8、gb18030、gbk、big5、utf-16le 等，名称与网页中的相同"
            )
        }
        OptionError::UnknownField { field } => {
            format!("没有名为 {field} 的字段：docs/zh/ingest.md 列出了所有字段")
        }
        OptionError::BadPattern { pattern, problem } => format!("{pattern} 不是有效的文件名模式：{problem}"),
        other => other.to_string(),
    }
}
