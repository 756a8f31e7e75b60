// One file per icon keeps the bundle to what is used here; names are the product's words, not the drawing's.

import ALargeSmall from 'lucide-solid/icons/a-large-small';
import ArrowDown from 'lucide-solid/icons/arrow-down';
import ArrowUp from 'lucide-solid/icons/arrow-up';
import ArrowUpDown from 'lucide-solid/icons/arrow-up-down';
import Bell from 'lucide-solid/icons/bell';
import Building from 'lucide-solid/icons/building';
import Calendar from 'lucide-solid/icons/calendar';
import CalendarCheck from 'lucide-solid/icons/calendar-check';
import CalendarClock from 'lucide-solid/icons/calendar-clock';
import Camera from 'lucide-solid/icons/camera';
import Check from 'lucide-solid/icons/check';
import ChevronDown from 'lucide-solid/icons/chevron-down';
import ChevronLeft from 'lucide-solid/icons/chevron-left';
import ChevronRight from 'lucide-solid/icons/chevron-right';
import ChevronUp from 'lucide-solid/icons/chevron-up';
import ChevronsDownUp from 'lucide-solid/icons/chevrons-down-up';
import ChevronsUp from 'lucide-solid/icons/chevrons-up';
import CircleAlert from 'lucide-solid/icons/circle-alert';
import CircleQuestionMark from 'lucide-solid/icons/circle-question-mark';
import CircleSlash from 'lucide-solid/icons/circle-slash';
import ClipboardList from 'lucide-solid/icons/clipboard-list';
import Clock from 'lucide-solid/icons/clock';
import Contrast from 'lucide-solid/icons/contrast';
import Copy from 'lucide-solid/icons/copy';
import CornerUpLeft from 'lucide-solid/icons/corner-up-left';
import Download from 'lucide-solid/icons/download';
import Ellipsis from 'lucide-solid/icons/ellipsis';
import ExternalLink from 'lucide-solid/icons/external-link';
import Eye from 'lucide-solid/icons/eye';
import EyeOff from 'lucide-solid/icons/eye-off';
import FileText from 'lucide-solid/icons/file-text';
import Flag from 'lucide-solid/icons/flag';
import FolderTree from 'lucide-solid/icons/folder-tree';
import Footprints from 'lucide-solid/icons/footprints';
import Funnel from 'lucide-solid/icons/funnel';
import Globe from 'lucide-solid/icons/globe';
import Grid2x2 from 'lucide-solid/icons/grid-2x2';
import GripVertical from 'lucide-solid/icons/grip-vertical';
import Hand from 'lucide-solid/icons/hand';
import Headphones from 'lucide-solid/icons/headphones';
import Heart from 'lucide-solid/icons/heart';
import Hourglass from 'lucide-solid/icons/hourglass';
import House from 'lucide-solid/icons/house';
import Image from 'lucide-solid/icons/image';
import Info from 'lucide-solid/icons/info';
import KeyRound from 'lucide-solid/icons/key-round';
import Languages from 'lucide-solid/icons/languages';
import Layers from 'lucide-solid/icons/layers';
import Link from 'lucide-solid/icons/link';
import List from 'lucide-solid/icons/list';
import Lock from 'lucide-solid/icons/lock';
import LogOut from 'lucide-solid/icons/log-out';
import Mail from 'lucide-solid/icons/mail';
import MapPin from 'lucide-solid/icons/map-pin';
import Megaphone from 'lucide-solid/icons/megaphone';
import Menu from 'lucide-solid/icons/menu';
import Merge from 'lucide-solid/icons/merge';
import MessageSquareText from 'lucide-solid/icons/message-square-text';
import Mic from 'lucide-solid/icons/mic';
import Minus from 'lucide-solid/icons/minus';
import Monitor from 'lucide-solid/icons/monitor';
import Moon from 'lucide-solid/icons/moon';
import Navigation from 'lucide-solid/icons/navigation';
import Pause from 'lucide-solid/icons/pause';
import Pencil from 'lucide-solid/icons/pencil';
import Phone from 'lucide-solid/icons/phone';
import Play from 'lucide-solid/icons/play';
import Plus from 'lucide-solid/icons/plus';
import Printer from 'lucide-solid/icons/printer';
import QrCode from 'lucide-solid/icons/qr-code';
import RefreshCw from 'lucide-solid/icons/refresh-cw';
import RotateCcwClock from 'lucide-solid/icons/rotate-ccw-clock';
import Save from 'lucide-solid/icons/save';
import Search from 'lucide-solid/icons/search';
import Send from 'lucide-solid/icons/send';
import Settings from 'lucide-solid/icons/settings';
import Shield from 'lucide-solid/icons/shield';
import SlidersHorizontal from 'lucide-solid/icons/sliders-horizontal';
import Split from 'lucide-solid/icons/split';
import Star from 'lucide-solid/icons/star';
import Store from 'lucide-solid/icons/store';
import Sun from 'lucide-solid/icons/sun';
import Table from 'lucide-solid/icons/table';
import Tag from 'lucide-solid/icons/tag';
import Trash from 'lucide-solid/icons/trash';
import TriangleAlert from 'lucide-solid/icons/triangle-alert';
import Undo2 from 'lucide-solid/icons/undo-2';
import Upload from 'lucide-solid/icons/upload';
import User from 'lucide-solid/icons/user';
import Users from 'lucide-solid/icons/users';
import UsersRound from 'lucide-solid/icons/users-round';
import Volume2 from 'lucide-solid/icons/volume-2';
import VolumeX from 'lucide-solid/icons/volume-x';
import Webhook from 'lucide-solid/icons/webhook';
import Wifi from 'lucide-solid/icons/wifi';
import WifiOff from 'lucide-solid/icons/wifi-off';
import X from 'lucide-solid/icons/x';
import ZoomIn from 'lucide-solid/icons/zoom-in';
import type { Component } from 'solid-js';

interface DrawingProps {
  size?: string | number;
  'stroke-width'?: string | number;
}

// Widens each drawing to what Icon passes, so that lucide's own types stay out of ours.
const drawings = <Name extends string>(
  map: Record<Name, Component<DrawingProps>>,
): Record<Name, Component<DrawingProps>> => map;

export const ICONS = drawings({
  add: Plus,
  alert: TriangleAlert,
  back: ChevronLeft,
  bell: Bell,
  camera: Camera,
  calendar: Calendar,
  check: Check,
  'chevron-down': ChevronDown,
  'chevron-left': ChevronLeft,
  'chevron-right': ChevronRight,
  'chevron-up': ChevronUp,
  clock: Clock,
  close: X,
  contacts: Users,
  contrast: Contrast,
  copy: Copy,
  council: MessageSquareText,
  counter: Store,
  deadline: CalendarClock,
  department: Building,
  download: Download,
  drag: GripVertical,
  edit: Pencil,
  error: CircleAlert,
  escalate: ChevronsUp,
  eye: Eye,
  'eye-off': EyeOff,
  external: ExternalLink,
  file: FileText,
  filter: Funnel,
  flag: Flag,
  fold: ChevronsDownUp,
  grid: Grid2x2,
  handover: Hand,
  help: CircleQuestionMark,
  history: RotateCcwClock,
  home: House,
  hotline12345: Headphones,
  image: Image,
  info: Info,
  key: KeyRound,
  language: Languages,
  layers: Layers,
  link: Link,
  list: List,
  lock: Lock,
  logout: LogOut,
  mail: Mail,
  menu: Menu,
  merge: Merge,
  mic: Mic,
  minus: Minus,
  monitor: Monitor,
  moon: Moon,
  more: Ellipsis,
  navigate: Navigation,
  offline: WifiOff,
  online: Wifi,
  open311: Webhook,
  pause: Pause,
  person: User,
  phone: Phone,
  pin: MapPin,
  plan: CalendarCheck,
  play: Play,
  print: Printer,
  qr: QrCode,
  refresh: RefreshCw,
  report: ClipboardList,
  reply: CornerUpLeft,
  save: Save,
  search: Search,
  send: Send,
  settings: Settings,
  shield: Shield,
  slash: CircleSlash,
  sliders: SlidersHorizontal,
  sort: ArrowUpDown,
  'sort-down': ArrowDown,
  'sort-up': ArrowUp,
  sound: Volume2,
  'sound-off': VolumeX,
  split: Split,
  star: Star,
  sun: Sun,
  table: Table,
  tag: Tag,
  team: UsersRound,
  trash: Trash,
  tree: FolderTree,
  'type-size': ALargeSmall,
  undo: Undo2,
  upload: Upload,
  urge: Megaphone,
  visit: Footprints,
  wait: Hourglass,
  web: Globe,
  wish: Heart,
  zoom: ZoomIn,
});

export type IconName = keyof typeof ICONS;

export const ICON_NAMES = Object.keys(ICONS) as readonly IconName[];
