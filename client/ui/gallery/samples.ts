// Invented words and people for the gallery: the only literal texts of the design system.
import type {
  BottomNavItem,
  ClockCell,
  NavItem,
  Person,
  PieStatus,
  RingState,
  TimelineItem,
  TreeNode,
} from '../index.ts';

const person = (id: string, name: string, kind: Person['kind'] = 'person'): Person => ({ id, name, kind });

export const people = {
  duty: person('m-duty', '沈其安'),
  grid: person('m-1', '罗小满'),
  zhou: person('m-7', '周砚秋'),
  tang: person('m-9', '唐予宁'),
  han: person('m-4', '韩知夏'),
  meng: person('m-5', '孟怀川'),
  lift: person('u-lift', '安达电梯维保', 'unit'),
  estate: person('u-estate', '和里物业', 'unit'),
  anna: person('m-en', 'Anna Bell'),
} as const;

export const statuses: readonly { status: PieStatus; label: string }[] = [
  { status: 'new', label: '待派单' },
  { status: 'dispatched', label: '待接单' },
  { status: 'handling', label: '办理中' },
  { status: 'done', label: '待评价' },
  { status: 'closed', label: '已办结' },
  { status: 'declined', label: '不予受理' },
  { status: 'merged', label: '已并单' },
];

export const rings: readonly { state: RingState; share?: number; name: string; value: string }[] = [
  { state: 'not-started', name: '到场', value: '未开始' },
  { state: 'running', share: 0.94, name: '不过晌 剩', value: '3时34分' },
  { state: 'running', share: 0.5, name: '响应 剩', value: '15:02' },
  { state: 'warning', share: 0.15, name: '响应 剩', value: '4:36' },
  { state: 'overdue', name: '派单', value: '超时 12分' },
  { state: 'paused', name: '已暂停', value: '等配件' },
  { state: 'met', name: '用时', value: '3时12分' },
];

export const clocks: readonly ClockCell[] = [
  { key: 'respond', state: 'running', share: 0.73, name: '响应 30分', value: '22:18', current: true },
  { key: 'arrive', state: 'not-started', name: '到场 30分', value: '未开始' },
  { key: 'feedback', state: 'not-started', name: '反馈 30分', value: '未开始' },
];

export const fieldClocks: readonly ClockCell[] = [
  { key: 'respond', state: 'met', name: '响应', value: '16分' },
  { key: 'arrive', state: 'warning', share: 0.21, name: '到场 剩', value: '6:12', current: true },
  { key: 'feedback', state: 'not-started', name: '反馈', value: '未开始' },
];

export const lateClocks: readonly ClockCell[] = [
  { key: 'respond', state: 'met', name: '响应', value: '16分' },
  { key: 'arrive', state: 'overdue', name: '到场', value: '超时 6:12', current: true },
  { key: 'feedback', state: 'paused', name: '反馈', value: '已暂停' },
];

export const nav: readonly NavItem[] = [
  { href: '#board', label: '派单台', current: true },
  { href: '#ledger', label: '台账' },
  { href: '#ratings', label: '评单', badge: 2, badgeLabel: '2条低分' },
  { href: '#visits', label: '走访' },
  { href: '#council', label: '议事' },
  { href: '#duty', label: '值班' },
];

export const bottomNav: readonly BottomNavItem[] = [
  { id: 'offered', label: '待接单', icon: 'list', href: '#offered', current: true },
  { id: 'mine', label: '我的', icon: 'edit', href: '#mine', badge: 2, badgeLabel: '2件待发送' },
  { id: 'add', label: '登记诉求', icon: 'add', main: true },
  { id: 'visit', label: '走访', icon: 'visit', href: '#visit' },
  { id: 'me', label: '我', icon: 'person', href: '#me' },
];

export const areas: readonly TreeNode[] = [
  { id: 'st', label: '禾塘街道', parentId: null, disabled: true },
  { id: 'tyl', label: '桐荫里社区', parentId: 'st' },
  { id: 'tyl-1', label: '一网格', parentId: 'tyl', hint: '1至4号楼' },
  { id: 'tyl-2', label: '二网格', parentId: 'tyl', hint: '5至9号楼' },
  { id: 'tyl-3', label: '三网格', parentId: 'tyl', hint: '10至14号楼' },
  { id: 'lhw', label: '柳河湾社区', parentId: 'st' },
  { id: 'lhw-1', label: '一网格', parentId: 'lhw' },
];

export const items = [
  { value: 'light', label: '楼道照明', hint: '公共设施' },
  { value: 'lift', label: '电梯故障', hint: '公共设施' },
  { value: 'water', label: '给排水', hint: '公共设施' },
  { value: 'noise', label: '装修噪音', hint: '邻里' },
  { value: 'parking', label: '停车秩序', hint: '邻里' },
] as const;

export const words = ['非常\n不满意', '不满意', '基本\n满意', '满意', '非常\n满意'] as const;

export const log: readonly TimelineItem[] = [
  { id: '3', time: '14:24', title: '周砚秋加了处置记录', state: 'now' },
  { id: '2', time: '14:21', title: '并入 26-1848，同一部电梯' },
  { id: '1', time: '14:18', title: '沈其安电话登记，定为急件，响应计时开始' },
];

export const steps: readonly TimelineItem[] = [
  { id: '1', title: '收到', detail: '扫码提交，当场给回执', time: '10:02' },
  { id: '2', title: '派单', detail: '派给三网格网格员', time: '10:09' },
  { id: '3', title: '接单', detail: '网格员接单，7分钟响应', time: '10:16' },
  { id: '4', title: '到场', detail: '灯座老化，去取配件', time: '11:40', state: 'now', status: 'handling' },
  { id: '5', title: '办结', state: 'next' },
  { id: '6', title: '请你评价', detail: '办结后发给你，只能评一次', state: 'next' },
];

export interface LedgerRow {
  no: string;
  title: string;
  item: string;
  status: PieStatus;
  minutes: number;
}

export const ledger: readonly LedgerRow[] = [
  {
    no: '26-1847',
    title: '地库出口道闸抬不起来，后面堵了五辆车',
    item: '停车秩序',
    status: 'new',
    minutes: 1,
  },
  {
    no: '26-1844',
    title: '9号楼地下室漏水，快到配电箱了',
    item: '给排水',
    status: 'dispatched',
    minutes: 25,
  },
  { no: '26-1829', title: '3号楼燃气表间有异味', item: '燃气', status: 'handling', minutes: 52 },
  { no: '26-1812', title: '单元门禁卡刷不开', item: '门禁', status: 'done', minutes: 192 },
];

/** A small pattern with the three corner marks of a QR code; it leads nowhere. */
export const qr: readonly (readonly boolean[])[] = Array.from({ length: 25 }, (_, y) =>
  Array.from({ length: 25 }, (_, x) => {
    const corner = (cx: number, cy: number): boolean | undefined => {
      const [dx, dy] = [x - cx, y - cy];
      if (dx < -1 || dy < -1 || dx > 7 || dy > 7) return undefined;
      const ring = Math.max(Math.abs(dx - 3), Math.abs(dy - 3));
      return ring === 3 || ring <= 1;
    };
    return corner(0, 0) ?? corner(18, 0) ?? corner(0, 18) ?? (x * 7 + y * 13 + ((x * y) % 5)) % 3 === 0;
  }),
);

export const t = {
  brand: '社区派单',
  navLabel: '主要页面',
  fieldNav: '网格员页面',
  place: '禾塘街道 / 桐荫里社区',
  placeMenu: '换一个派单台',
  search: '搜编号、地址、事项',
  clear: '清空',
  close: '关闭',
  more: '更多',
  live: '实时',
  age: '2秒前更新',
  stale: '重新连接中，数据停在 14:21',
  offline: '没有网络，数据停在 14:21',
  online: '7人在线',
  notices: '通知，3条未读',
  urgent: '急',
  urgentFilter: '急件',
  overdueFilter: '超时',
  wishFilter: '微心愿',
  mineFilter: '我派的',
  allGrids: '全部网格',
  register: '登记诉求',
  dispatch: '派单',
  dispatchTo: '派给罗小满',
  toPool: '放入接单池',
  escalate: '升级',
  decline: '不予受理',
  previous: '上一件',
  next: '下一件',
  fresh: '新',
  returned: '退1次',
  first: '首选',
  pool: '接单池',
  waiting: '等评价',
  take: '接单',
  takeBack: '撤回',
  held: '等待确认',
  arrive: '到场',
  feedback: '反馈',
  complete: '办结',
  completeWhy: '先到场，再办结',
  submit: '提交',
  submitRating: '提交评价',
  looking: '周砚秋、唐予宁在看',
  landing: '放到这里',
  joint: '联办3份，已完成1份',
  empty: '暂无数据',
  emptyDetail: '今天还没有新的诉求。',
  failed: '没有加载出来',
  failedDetail: '连上服务器后自动再试。',
  retry: '再试一次',
  outbox: '2条待发送',
  outboxDetail: '断网3分钟，存在本机，联网后自动发',
  view: '查看',
  onDuty: '在岗',
  offDuty: '不在岗',
  largeType: '大字',
} as const;
