import type { DeadlineRule } from '../clocks/types.ts';
import type { Category, Grade, Item } from './catalogue.ts';

const HALF_DAY: DeadlineRule = { kind: 'half_day' };
const OVERNIGHT: DeadlineRule = { kind: 'overnight' };
const WEEK: DeadlineRule = { kind: 'week' };

interface ItemSketch {
  readonly id: string;
  readonly name: string;
  readonly nameEn: string;
  readonly keywords: string;
  readonly skills?: string;
  readonly grade?: Grade;
  readonly urgent?: true;
  readonly deadline: DeadlineRule;
}

interface CategorySketch {
  readonly id: string;
  readonly name: string;
  readonly nameEn: string;
  readonly items: readonly ItemSketch[];
}

/** The six categories of a demand list as communities keep it (R03), with the items that come up most (R18). */
const CATALOGUE: readonly CategorySketch[] = [
  {
    id: 'repair',
    name: '基础设施维修',
    nameEn: 'Repairs',
    items: [
      {
        id: 'lift',
        name: '电梯故障',
        nameEn: 'Lift fault',
        keywords: '电梯 困人 停在 按键 轿厢',
        skills: '电梯',
        urgent: true,
        deadline: HALF_DAY,
      },
      {
        id: 'gas',
        name: '燃气',
        nameEn: 'Gas',
        keywords: '燃气 煤气 天然气 异味 漏气',
        skills: '燃气',
        urgent: true,
        deadline: HALF_DAY,
      },
      {
        id: 'water',
        name: '给排水',
        nameEn: 'Water and drains',
        keywords: '漏水 下水 堵 水管 积水 停水 返水 渗水',
        skills: '水暖',
        deadline: OVERNIGHT,
      },
      {
        id: 'light',
        name: '楼道照明',
        nameEn: 'Stair lighting',
        keywords: '路灯 楼道灯 灯泡 不亮 照明 声控',
        skills: '电工',
        deadline: OVERNIGHT,
      },
      {
        id: 'road',
        name: '道路井盖',
        nameEn: 'Roads and manholes',
        keywords: '井盖 路面 坑 塌陷 地砖 台阶',
        deadline: WEEK,
      },
    ],
  },
  {
    id: 'service',
    name: '民生服务',
    nameEn: 'Daily services',
    items: [
      {
        id: 'parking',
        name: '停车秩序',
        nameEn: 'Parking',
        keywords: '停车 车位 堵车 占位 消防通道 道闸',
        deadline: HALF_DAY,
      },
      {
        id: 'charging',
        name: '充电设施',
        nameEn: 'Charging points',
        keywords: '充电桩 充电 电瓶车 车棚',
        skills: '电工',
        deadline: WEEK,
      },
      {
        id: 'heating',
        name: '供暖供电',
        nameEn: 'Heating and power',
        keywords: '暖气 不热 供暖 停电 跳闸 电表',
        skills: '水暖 电工',
        deadline: OVERNIGHT,
      },
      {
        id: 'papers',
        name: '证件代办',
        nameEn: 'Paperwork',
        keywords: '证明 医保 社保 代办 证件 认证',
        skills: '代办',
        deadline: WEEK,
      },
    ],
  },
  {
    id: 'environment',
    name: '环境整治',
    nameEn: 'Environment',
    items: [
      {
        id: 'litter',
        name: '环境卫生',
        nameEn: 'Litter',
        keywords: '垃圾 卫生 异味 清理 杂物 堆放 小广告',
        deadline: HALF_DAY,
      },
      {
        id: 'cable',
        name: '飞线充电',
        nameEn: 'Trailing cables',
        keywords: '飞线 拉线 插排 楼上充电',
        deadline: HALF_DAY,
      },
      {
        id: 'fumes',
        name: '油烟',
        nameEn: 'Cooking fumes',
        keywords: '油烟 烧烤 味道 呛 餐馆',
        grade: 'complex',
        deadline: WEEK,
      },
      {
        id: 'pets',
        name: '宠物粪便',
        nameEn: 'Pets',
        keywords: '狗 遛狗 粪便 犬 牵绳 猫',
        deadline: OVERNIGHT,
      },
    ],
  },
  {
    id: 'mediation',
    name: '矛盾调解',
    nameEn: 'Mediation',
    items: [
      {
        id: 'noise',
        name: '装修噪音',
        nameEn: 'Noise',
        keywords: '装修 电钻 噪音 吵 音响 广场舞',
        skills: '调解',
        deadline: OVERNIGHT,
      },
      {
        id: 'neighbours',
        name: '邻里纠纷',
        nameEn: 'Neighbours',
        keywords: '邻居 楼上 楼下 争执 吵架 占用',
        skills: '调解',
        grade: 'complex',
        deadline: WEEK,
      },
      {
        id: 'property',
        name: '物业纠纷',
        nameEn: 'Property management',
        keywords: '物业 物业费 公摊 业委会',
        skills: '调解',
        grade: 'complex',
        deadline: WEEK,
      },
      {
        id: 'glare',
        name: '光照扰民',
        nameEn: 'Light at night',
        keywords: '招牌灯 灯光 刺眼 晃眼',
        deadline: OVERNIGHT,
      },
    ],
  },
  {
    id: 'care',
    name: '特殊群体关怀',
    nameEn: 'Care',
    items: [
      {
        id: 'elderly',
        name: '独居老人',
        nameEn: 'Elders alone',
        keywords: '独居 老人 陪诊 送餐 助餐 理发 保洁',
        skills: '助老',
        deadline: OVERNIGHT,
      },
      {
        id: 'disabled',
        name: '残疾人帮扶',
        nameEn: 'Disability',
        keywords: '轮椅 残疾 坡道 扶手 无障碍',
        skills: '助残',
        deadline: WEEK,
      },
      {
        id: 'children',
        name: '儿童看护',
        nameEn: 'Children',
        keywords: '孩子 托管 放学 接送 儿童',
        skills: '看护',
        deadline: WEEK,
      },
      {
        id: 'wish',
        name: '微心愿',
        nameEn: 'Small wishes',
        keywords: '心愿 想请 帮忙 教用 换灯泡 旧书',
        deadline: WEEK,
      },
    ],
  },
  {
    id: 'culture',
    name: '文化活动',
    nameEn: 'Culture',
    items: [
      {
        id: 'events',
        name: '文体活动',
        nameEn: 'Events',
        keywords: '活动 合唱 书法 舞蹈 讲座 电影',
        skills: '文体',
        deadline: WEEK,
      },
      { id: 'venues', name: '场地使用', nameEn: 'Venues', keywords: '场地 活动室 预约 借用', deadline: WEEK },
      {
        id: 'fitness',
        name: '健身器材',
        nameEn: 'Fitness equipment',
        keywords: '健身 器材 松动 乒乓球台 秋千',
        deadline: WEEK,
      },
    ],
  },
];

const words = (text: string | undefined): string[] => (text ? text.split(' ') : []);

/** Default categories, in order. */
export function defaultCategories(): Category[] {
  return CATALOGUE.map(({ id, name, nameEn }, sort) => ({ _id: id, name, nameEn, sort, active: true }));
}

/** The 24 default items, in order within their category. */
export function defaultItems(): Item[] {
  return CATALOGUE.flatMap((category) =>
    category.items.map(
      (item, sort): Item => ({
        _id: item.id,
        categoryId: category.id,
        name: item.name,
        nameEn: item.nameEn,
        keywords: words(item.keywords),
        skills: words(item.skills),
        grade: item.grade ?? 'simple',
        urgent: item.urgent ?? false,
        deadline: item.deadline,
        departmentIds: [],
        sort,
        active: true,
      }),
    ),
  );
}
