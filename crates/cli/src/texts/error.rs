//! Messages: errors with their causes, and the command or option that helps. `jianbao-messages` has the text of each error.

use std::error::Error as StdError;

use jianbao::Error;
use jianbao::index::{Remedy, Repair};
use jianbao::ingest::{IngestError, IngestRemedy};
use jianbao_messages::{Message, chain_with};

use crate::language;
use crate::texts::either;

/// An error with its causes, in the language of this process.
pub(crate) fn chained(error: &(dyn StdError + 'static)) -> String {
    chain_with(error, language::current(), advice)
}

/// The command or option that helps; else the library's words.
fn advice(error: &(dyn StdError + 'static)) -> Option<String> {
    let of_index = error.downcast_ref().and_then(Error::remedy).map(|remedy| command(&remedy));
    of_index.or_else(|| error.downcast_ref().and_then(IngestError::remedy).map(option))
}

fn command(remedy: &Remedy) -> String {
    let said = match remedy {
        Remedy::CreateIndex => {
            either("make one with `jianbao index PATH...`", "用 `jianbao index 路径...` 建立一个")
        }
        Remedy::Rebuild => either(
            "`jianbao index --rebuild` rebuilds it from its stored articles",
            "用 `jianbao index --rebuild` 以其中保存的内容重建",
        ),
        Remedy::RebuildWithWords => either(
            "give it with `jianbao index --rebuild --dict FILE` (an empty file if there was none)",
            "用 `jianbao index --rebuild --dict 文件` 重新给出（没有词典就给一个空文件）",
        ),
        Remedy::LaterVersion => either(
            "use a later jianbao, or index the sources again into another directory with \
             `jianbao --index DIR index PATH...`",
            "改用更新的 jianbao，或用 `jianbao --index 目录 index 路径...` 把源文件重新索引到另一个目录",
        ),
        Remedy::Verify => either(
            "`jianbao verify` lists all damage and names the repair",
            "运行 `jianbao verify` 可列出所有损坏并说明怎样修复",
        ),
        Remedy::IndexAgain => either(
            "index the sources again into another directory with `jianbao --index DIR index PATH...`",
            "用 `jianbao --index 目录 index 路径...` 把源文件重新索引到另一个目录",
        ),
        Remedy::DeclareField => either(
            "declare it with `jianbao index --rebuild --field NAME:TYPE`",
            "用 `jianbao index --rebuild --field 名称:类型` 声明",
        ),
        other => return other.message(language::current()),
    };
    said.to_owned()
}

fn option(remedy: IngestRemedy) -> String {
    let said = match remedy {
        IngestRemedy::SearchIt => {
            either("search it with `jianbao query --index`", "用 `jianbao query --index` 搜索它")
        }
        IngestRemedy::FollowLinks => either(
            "add that directory too, or follow links with --follow-links",
            "把那个目录也写进命令，或用 --follow-links 跟随链接",
        ),
        IngestRemedy::NameEncoding => either(
            "convert it to UTF-8 (`iconv -f ENCODING -t UTF-8`), or name its encoding with --encoding",
            "先转换为 UTF-8（`iconv -f 编码 -t UTF-8`），或用 --encoding 指定",
        ),
        IngestRemedy::NameColumns => {
            either("name them with --map title=COLUMN,body=COLUMN", "用 --map title=列名,body=列名 指明")
        }
        other => return other.message(language::current()),
    };
    said.to_owned()
}

/// The commands that repair an index.
pub(crate) fn repair(repair: Repair) -> String {
    let said = match repair {
        Repair::Rebuild => either(
            "the stored articles are intact: `jianbao index --rebuild` rebuilds the index from them",
            "保存的文章完好：用 `jianbao index --rebuild` 重建索引",
        ),
        Repair::RebuildWithWords => either(
            "the stored articles are intact, the user dictionary is damaged: `jianbao index --rebuild --dict FILE` rebuilds \
             the index with a dictionary (an empty file if there was none)",
            "保存的文章完好，自定义词典已损坏：用 `jianbao index --rebuild --dict 文件` 重新给出词典并重建索引（没有词典就给一个空文件）",
        ),
        Repair::Sources => either(
            "stored articles are damaged too: `jianbao index --rebuild` keeps the intact ones and names the others; then \
             `jianbao index PATH...` reads the files of the lost articles again",
            "保存的文章也有损坏：用 `jianbao index --rebuild` 保留完好的文章并列出其余的；再用 `jianbao index 路径...` 重新读取它们所在的文件",
        ),
        other => return other.message(language::current()),
    };
    said.to_owned()
}
