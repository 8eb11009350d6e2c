//! Names of people and places, by their characters.

/// Surnames of one character: the common ones, and rarer ones that news have.
const SURNAMES: &str = "\
    王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白\
    崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐沿梅莫庄辛管祝左涂谷祁时舒\
    耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫嵺苟全褚廉简\
    娄盖符奚木穆党燕郎邸冀谈姬屠连郜晏栾郁商蒙计喻揭窦迟宇敖糜鄢冷卓花仇艾蓝都巩稽井练仲乐虞卞封竺冼原官衣楚佟栗匡宗应台巫鞠僧桑荆谌银扬明沙伏岑习胥保和蔺\
    佘仝寇巨付";

/// Surnames that are common words as well: they need a given name that is one.
const COMMON_WORDS: &str = "高和成万常安古方时向单明金白黄乐车石江游党文解全宗应保沙银路强平";

/// Characters in which foreign names are written, by the tables of the Xinhua News Agency's *Names of the World's Peoples*: the
/// frequent ones.
const TRANSLITERATION: &str = "\
    阿埃艾爱奥巴白班邦鲍贝本比彼别宾波伯博布查茨达戴丹道德登迪蒂杜顿多厄恩尔法范菲费芬夫弗福富盖甘冈戈格古哈海汉赫亨胡华霍基吉加贾杰金卡凯坎康考科克肯库奎\
    拉莱赖兰朗劳勒雷里利林卢鲁伦罗洛马迈曼梅门蒙米密莫默姆穆那纳内尼娜娃诺努欧帕派潘佩彭皮普奇恰切齐钦琼丘热瑞若撒萨塞桑沙山舍申圣史舒斯丝苏索塔台泰坦汤唐\
    特腾提廷图托瓦万旺威维韦魏温沃乌伍武西希锡夏辛休许雅亚延扬耶叶伊易因英尤约泽扎詹哲朱兹祖佐尹昂奈蓬荷京朔冯绍";

/// Endings of places.
const PLACE_ENDINGS: &str = "省市县区州镇乡村街湾岛河湖寺庄旗坊";

/// The words of the dictionary in what may be a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Person {
    /// None: single characters.
    Unexplained,
    /// A name: 王|小明.
    WithName,
    /// Another word: 王|东方.
    WithWord,
    /// Others: no person.
    None,
}

/// True for a surname and a given name of one or two characters.
pub(super) fn may_be_person(text: &str) -> bool {
    (2..=3).contains(&text.chars().count()) && text.starts_with(|c| SURNAMES.contains(c))
}

/// True for what is likely a person's name.
pub(super) fn is_person(text: &str, words: Person) -> bool {
    let is_common = text.starts_with(|c| COMMON_WORDS.contains(c));
    may_be_person(text)
        && match words {
            Person::Unexplained => text.chars().count() == 3 || !is_common,
            Person::WithName => true,
            Person::WithWord => !is_common,
            Person::None => false,
        }
}

/// True for a foreign name written by its sounds.
pub(super) fn is_transliterated(text: &str) -> bool {
    text.chars().count() >= 3 && text.chars().all(|c| TRANSLITERATION.contains(c))
}

/// True for the name of a place, by its last character.
pub(super) fn is_place(text: &str) -> bool {
    text.ends_with(|c| PLACE_ENDINGS.contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_by_their_characters() {
        assert!(is_person("王琼楹", Person::Unexplained));
        assert!(is_person("魏东风", Person::WithWord));
        assert!(!is_person("高质量", Person::WithWord));
        assert!(!is_person("琼楹", Person::Unexplained));
        assert!(is_transliterated("托夫斯基") && !is_transliterated("充电桩"));
        assert!(is_place("琼楹村") && !is_place("琼楹"));
    }
}
