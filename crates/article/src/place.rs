//! Provinces of places.
//!
//! The table contains the provinces, regions and municipalities of China with their cities, prefectures and
//! leagues as of 2024, by their short names. It was written for this project from general knowledge; no
//! database was copied. It omits ambiguous names (朝阳 is a city of 辽宁 and a district of 北京; 东方 is a
//! city and a direction) and counties, many of which share a name.

/// The provinces, each with the places in it.
const PROVINCES: [(&str, &str); 34] = [
    ("北京", ""),
    ("天津", ""),
    ("上海", ""),
    ("重庆", ""),
    ("河北", "石家庄 唐山 秦皇岛 邯郸 邢台 保定 张家口 承德 沧州 廊坊 衡水 雄安"),
    ("山西", "太原 大同 阳泉 长治 晋城 朔州 晋中 运城 忻州 临汾 吕梁"),
    (
        "内蒙古",
        "呼和浩特 包头 乌海 赤峰 通辽 鄂尔多斯 呼伦贝尔 巴彦淖尔 乌兰察布 兴安盟 锡林郭勒 阿拉善 乌兰浩特 锡林浩特 二连浩特 满洲里",
    ),
    ("辽宁", "沈阳 大连 鞍山 抚顺 本溪 丹东 锦州 营口 阜新 辽阳 盘锦 铁岭 葫芦岛"),
    ("吉林", "长春 四平 辽源 通化 白山 松原 白城 延边 延吉"),
    ("黑龙江", "哈尔滨 齐齐哈尔 鸡西 鹤岗 双鸭山 大庆 伊春 佳木斯 七台河 牡丹江 黑河 绥化 大兴安岭"),
    ("江苏", "南京 无锡 徐州 常州 苏州 南通 连云港 淮安 盐城 扬州 镇江 泰州 宿迁"),
    ("浙江", "杭州 宁波 温州 嘉兴 湖州 绍兴 金华 衢州 舟山 台州 丽水 义乌"),
    ("安徽", "合肥 芜湖 蚌埠 淮南 马鞍山 淮北 铜陵 安庆 黄山 滁州 阜阳 宿州 六安 亳州 池州 宣城"),
    ("福建", "福州 厦门 莆田 三明 泉州 漳州 南平 龙岩 宁德"),
    ("江西", "南昌 景德镇 萍乡 九江 新余 鹰潭 赣州 吉安 宜春 抚州 上饶"),
    ("山东", "济南 青岛 淄博 枣庄 东营 烟台 潍坊 济宁 泰安 威海 日照 临沂 德州 聊城 滨州 菏泽"),
    (
        "河南",
        "郑州 开封 洛阳 平顶山 安阳 鹤壁 新乡 焦作 濮阳 许昌 漯河 三门峡 南阳 商丘 信阳 周口 驻马店 济源",
    ),
    ("湖北", "武汉 黄石 十堰 宜昌 襄阳 鄂州 荆门 孝感 荆州 黄冈 咸宁 随州 恩施 仙桃 潜江 天门 神农架"),
    ("湖南", "长沙 株洲 湘潭 衡阳 邵阳 岳阳 常德 张家界 益阳 郴州 永州 怀化 娄底 湘西 吉首"),
    (
        "广东",
        "广州 韶关 深圳 珠海 汕头 佛山 江门 湛江 茂名 肇庆 惠州 梅州 汕尾 河源 阳江 清远 东莞 中山 潮州 揭阳 云浮",
    ),
    ("广西", "南宁 柳州 桂林 梧州 北海 防城港 钦州 贵港 玉林 百色 贺州 河池 来宾 崇左"),
    ("海南", "海口 三亚 三沙 儋州 琼海 文昌"),
    (
        "四川",
        "成都 自贡 攀枝花 泸州 德阳 绵阳 广元 遂宁 内江 乐山 南充 眉山 宜宾 广安 达州 雅安 巴中 资阳 阿坝 甘孜 凉山 西昌 康定",
    ),
    ("贵州", "贵阳 六盘水 遵义 安顺 毕节 铜仁 黔西南 黔东南 黔南 凯里 都匀 兴义"),
    (
        "云南",
        "昆明 曲靖 玉溪 保山 昭通 丽江 普洱 临沧 楚雄 红河 文山 西双版纳 大理 德宏 怒江 迪庆 景洪 香格里拉",
    ),
    ("西藏", "拉萨 日喀则 昌都 林芝 山南 那曲 阿里"),
    ("陕西", "西安 铜川 宝鸡 咸阳 渭南 延安 汉中 榆林 安康 商洛"),
    ("甘肃", "兰州 嘉峪关 金昌 白银 天水 武威 张掖 平凉 酒泉 庆阳 定西 陇南 临夏 甘南 敦煌"),
    ("青海", "西宁 海东 海北 黄南 果洛 玉树 海西 格尔木"),
    ("宁夏", "银川 石嘴山 吴忠 固原 中卫"),
    (
        "新疆",
        "乌鲁木齐 克拉玛依 吐鲁番 哈密 昌吉 博尔塔拉 巴音郭楞 阿克苏 克孜勒苏 喀什 和田 伊犁 塔城 阿勒泰 石河子 库尔勒 伊宁",
    ),
    ("香港", "九龙 九龍"),
    ("澳门", "澳門"),
    (
        "台湾",
        "台北 臺北 新北 桃园 桃園 台中 臺中 台南 臺南 高雄 基隆 新竹 嘉义 嘉義 彰化 云林 雲林 屏东 屏東 宜兰 宜蘭 花莲 花蓮 台东 臺東 苗栗 南投 澎湖 臺灣",
    ),
];

/// The province of a place, by its short name. The place is as printed in a dateline (`南京`, `湖北武汉`,
/// `南京市江宁区`). None if the table does not contain it. Cost: a scan of some 350 names.
///
/// ```
/// use jianbao_article::province_of;
///
/// assert_eq!(province_of("南京"), Some("江苏"));
/// assert_eq!(province_of("湖北武汉"), Some("湖北"));
/// assert_eq!(province_of("朝阳"), None);
/// ```
#[must_use]
pub fn province_of(place: &str) -> Option<&'static str> {
    let place = place.trim();
    let of_province = PROVINCES.iter().find(|(province, _)| place.starts_with(province));
    let of_city = || PROVINCES.iter().find(|(_, cities)| cities.split(' ').any(|city| is_in(place, city)));
    of_province.or_else(of_city).map(|(province, _)| *province)
}

/// True if a place is a city or in it.
fn is_in(place: &str, city: &str) -> bool {
    !city.is_empty() && place.starts_with(city)
}

/// True if the table has a place.
pub(crate) fn is_known(place: &str) -> bool {
    province_of(place).is_some()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn a_name_stands_in_the_table_once() {
        let mut seen = HashSet::new();
        for name in PROVINCES.iter().flat_map(|(province, cities)| cities.split(' ').chain([*province])) {
            assert!(name.is_empty() || seen.insert(name), "{name}");
        }
        assert!(seen.len() > 350, "{}", seen.len());
    }

    #[test]
    fn places_are_known_by_their_short_name_and_by_what_lies_in_them() {
        for (place, province) in [
            ("南京", Some("江苏")),
            ("南京市江宁区", Some("江苏")),
            ("湖北武汉", Some("湖北")),
            ("内蒙古呼和浩特", Some("内蒙古")),
            ("吉林", Some("吉林")),
            ("乌鲁木齐", Some("新疆")),
            ("高雄", Some("台湾")),
            ("澳門", Some("澳门")),
            ("朝阳", None),
            ("华盛顿", None),
            ("", None),
        ] {
            assert_eq!(province_of(place), province, "{place}");
        }
    }
}
