import type { Both, Language } from '../shared/texts/language.ts';
import type { SettingKind } from './config.ts';

/** What the programs of the server say on the command line. */
export interface CliTexts {
  readonly badSetting: (name: string, wanted: SettingKind) => string;
  readonly unknownOption: (option: string, known: readonly string[]) => string;
  readonly portInUse: (host: string, port: number) => string;
  readonly portNotAllowed: (host: string, port: number) => string;
  readonly badHost: (host: string) => string;
  readonly locked: (directory: string) => string;
  readonly corrupt: (directory: string, message: string) => string;
  readonly disk: (directory: string, message: string) => string;
  readonly unfinishedRestore: string;
  readonly databaseAway: (message: string) => string;
  readonly failed: (message: string) => string;
  /** The link, and the same link as other machines open it. */
  readonly setUp: (link: string, ...elsewhere: readonly string[]) => string;
  readonly demoPassword: (password: string) => string;
  readonly verified: (ratings: number, buckets: number) => string;
  readonly differs: (bucket: string, kept: number, counted: number) => string;
  readonly differences: (count: number) => string;
  readonly repaired: (count: number) => string;
}

function wantedZh(wanted: SettingKind): string {
  switch (wanted.kind) {
    case 'port':
      return '应为 0 到 65535 之间的整数';
    case 'url':
      return `应为以 ${wanted.schemes.map((scheme) => `${scheme}//`).join(' 或 ')} 开头的地址`;
    case 'zone':
      return '应为 IANA 时区名称，例如 Asia/Shanghai';
    case 'mongodb':
      return '应为 MongoDB 连接字符串，例如 mongodb://localhost:27017/paidan';
    case 'proxy':
      return '应为 true、跳数，或以逗号分隔的代理地址，例如 loopback, 10.0.0.0/8';
    case 'level':
      return `应为 ${wanted.levels.join('、')} 之一`;
  }
}

function wantedEn(wanted: SettingKind): string {
  switch (wanted.kind) {
    case 'port':
      return 'a whole number from 0 to 65535';
    case 'url':
      return `an address that begins with ${wanted.schemes.map((scheme) => `${scheme}//`).join(' or ')}`;
    case 'zone':
      return 'an IANA time zone such as Asia/Shanghai';
    case 'mongodb':
      return 'a MongoDB connection string such as mongodb://localhost:27017/paidan';
    case 'proxy':
      return 'true, a number of hops, or addresses of proxies such as loopback, 10.0.0.0/8';
    case 'level':
      return `one of ${wanted.levels.join(', ')}`;
  }
}

const TEXTS: Both<CliTexts> = {
  'zh-CN': {
    badSetting: (name, wanted) => `设置 ${name} 无效：${wantedZh(wanted)}。`,
    unknownOption: (option, known) => `不认识的参数 ${option}。可用参数：${known.join('、')}。`,
    portInUse: (host, port) =>
      `${host} 的端口 ${port} 已被其他程序占用。请停止该程序，或用环境变量 PORT 指定其他端口。`,
    portNotAllowed: (host, port) =>
      `没有权限使用 ${host} 的端口 ${port}。请用环境变量 PORT 指定 1024 以上的端口。`,
    badHost: (host) => `本机没有地址 ${host}。请检查环境变量 HOST。`,
    locked: (directory) =>
      `数据目录 ${directory} 正被另一个进程使用。请先停止它，或用环境变量 DATA_DIR 指定其他目录。`,
    corrupt: (directory, message) =>
      `数据目录 ${directory} 已损坏，未做任何改动。请把它移走，再用 npm run restore 恢复备份（${message}）。`,
    disk: (directory, message) =>
      `无法使用数据目录 ${directory}。请检查权限和磁盘空间，或用环境变量 DATA_DIR 指定其他目录（${message}）。`,
    unfinishedRestore: '上次恢复备份时中断，数据不完整。请再次运行 npm run restore -- 文件。',
    databaseAway: (message) =>
      `无法连接数据库。请确认数据库正在运行，并检查环境变量 MONGODB_URI（${message}）。`,
    failed: (message) => `启动失败：${message}`,
    setUp: (link, ...elsewhere) =>
      [
        `首次使用，请打开此一次性链接完成设置：${link}`,
        ...elsewhere.map((one) => `从其他机器打开：${one}`),
      ].join('\n'),
    demoPassword: (password) => `示例账号的统一密码：${password}（admin、duty1、worker1、vol1、dept1 等）`,
    verified: (ratings, buckets) => `已核对 ${ratings} 条评价、${buckets} 组月度数据，全部一致。`,
    differs: (bucket, kept, counted) => `${bucket}：现有 ${kept} 条，应为 ${counted} 条或分数不符`,
    differences: (count) => `有 ${count} 组月度数据与评价不一致。加上 -- --repair 可重新统计。`,
    repaired: (count) => `已重新统计 ${count} 组月度数据。`,
  },
  en: {
    badSetting: (name, wanted) => `The setting ${name} must be ${wantedEn(wanted)}.`,
    unknownOption: (option, known) => `Unknown option ${option}. There are: ${known.join(', ')}.`,
    portInUse: (host, port) =>
      `Port ${port} of ${host} is used by another program. Stop that one, or choose another port with the environment variable PORT.`,
    portNotAllowed: (host, port) =>
      `Port ${port} of ${host} may not be used. Choose one above 1024 with the environment variable PORT.`,
    badHost: (host) => `This machine has no address ${host}. See the environment variable HOST.`,
    locked: (directory) =>
      `The data directory ${directory} is used by another process. Stop that one, or choose another directory with the environment variable DATA_DIR.`,
    corrupt: (directory, message) =>
      `The data directory ${directory} is damaged and was left as it is. Move it away and restore a backup with npm run restore (${message}).`,
    disk: (directory, message) =>
      `The data directory ${directory} cannot be used. Check its permissions and the room on the disk, or choose another one with the environment variable DATA_DIR (${message}).`,
    unfinishedRestore:
      'A restore was cut short and the data is incomplete. Run npm run restore -- FILE again.',
    databaseAway: (message) =>
      `The database cannot be reached. Make sure that it runs and check the environment variable MONGODB_URI (${message}).`,
    failed: (message) => `The start failed: ${message}`,
    setUp: (link, ...elsewhere) =>
      [
        `First start: open this one-time link to set things up: ${link}`,
        ...elsewhere.map((one) => `From another machine: ${one}`),
      ].join('\n'),
    demoPassword: (password) =>
      `Password of all sample accounts (admin, duty1, worker1, vol1, dept1 …): ${password}`,
    verified: (ratings, buckets) => `${ratings} ratings in ${buckets} monthly figures agree.`,
    differs: (bucket, kept, counted) => `${bucket}: holds ${kept}, should hold ${counted}, or sums differ`,
    differences: (count) =>
      `${count} monthly figures do not agree with the ratings. Add -- --repair to count them anew.`,
    repaired: (count) => `${count} monthly figures were counted anew.`,
  },
};

export const cliTexts = (language: Language): CliTexts => TEXTS[language];

/** The language of a terminal: Chinese unless its locale says otherwise. */
export function languageOf(env: Readonly<Record<string, string | undefined>>): Language {
  const locale = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '';
  return /^(?:zh|$|C\b|POSIX)/.test(locale) ? 'zh-CN' : 'en';
}
