import type { Both, Language } from '../../shared/texts/language.ts';
import type { BackupProblem, FileProblem } from './problem.ts';
import type { Whole } from './restore.ts';

/** What `npm run backup` and `npm run restore` say. */
export interface BackupTexts {
  readonly backupUsage: string;
  readonly restoreUsage: string;
  readonly progress: (documents: number) => string;
  readonly backedUp: (file: string, documents: number, bytes: number) => string;
  readonly whole: (file: string, about: Whole) => string;
  readonly restored: (documents: number) => string;
  readonly recounted: (buckets: number) => string;
  readonly problem: (problem: BackupProblem) => string;
  readonly failed: (message: string) => string;
}

const MiB = 1024 * 1024;
const sizeOf = (bytes: number): string => `${(bytes / MiB).toFixed(1)} MiB`;
const documentsIn = ({ trailer }: Whole): number =>
  Object.values(trailer.documents).reduce((sum, count) => sum + count, 0);

const FILES_ZH: Readonly<Record<FileProblem, (file: string) => string>> = {
  noFile: (file) => `没有文件 ${file}。请检查路径。`,
  foreign: (file) => `${file} 不是本系统的备份文件。`,
  damaged: (file) => `${file} 不完整或已损坏，不能用于恢复。请使用其他备份。`,
  exists: (file) => `${file} 已存在。请换一个文件名，或加上 --force 覆盖。`,
  folder: (file) => `${file} 是文件夹。请写明文件名。`,
  noFolder: (file) => `${file} 所在的文件夹不存在。请先建立文件夹。`,
  notAllowed: (file) => `没有权限使用 ${file}。请换一个位置，或调整权限。`,
  noRoom: (file) => `磁盘空间不足，未写成 ${file}。请腾出空间后重试。`,
};

const FILES_EN: Readonly<Record<FileProblem, (file: string) => string>> = {
  noFile: (file) => `There is no file ${file}. Check the path.`,
  foreign: (file) => `${file} is not a backup of Paidan.`,
  damaged: (file) => `${file} is incomplete or damaged and cannot be restored. Use another backup.`,
  exists: (file) => `${file} is there already. Choose another name, or add --force to replace it.`,
  folder: (file) => `${file} is a folder. Name a file.`,
  noFolder: (file) => `The folder of ${file} does not exist. Make it first.`,
  notAllowed: (file) => `${file} may not be used. Choose another place, or change its permissions.`,
  noRoom: (file) => `There is no room left on the disk; ${file} was not written. Make room and try again.`,
};

const TEXTS: Both<BackupTexts> = {
  'zh-CN': {
    backupUsage: '用法：npm run backup -- 文件 [--force] [--demo]',
    restoreUsage: '用法：npm run restore -- 文件 [--replace] [--check] [--demo]',
    progress: (documents) => `已处理 ${documents} 条……`,
    backedUp: (file, documents, bytes) => `已备份 ${documents} 条数据（${sizeOf(bytes)}）：${file}`,
    whole: (file, about) =>
      `${file} 完整：${about.header.communities.join('、')}，${about.header.at}，版本 ${about.header.app}，${documentsIn(about)} 条。`,
    restored: (documents) => `已恢复 ${documents} 条数据。所有人须重新登录。`,
    recounted: (buckets) => `备份期间有新评价，已重新统计 ${buckets} 组月度数据。`,
    problem: (problem) => problemZh(problem),
    failed: (message) => `未完成：${message}`,
  },
  en: {
    backupUsage: 'Usage: npm run backup -- FILE [--force] [--demo]',
    restoreUsage: 'Usage: npm run restore -- FILE [--replace] [--check] [--demo]',
    progress: (documents) => `${documents} documents…`,
    backedUp: (file, documents, bytes) => `${documents} documents backed up (${sizeOf(bytes)}): ${file}`,
    whole: (file, about) =>
      `${file} is whole: ${about.header.communities.join(', ')}, ${about.header.at}, version ${about.header.app}, ${documentsIn(about)} documents.`,
    restored: (documents) => `${documents} documents restored. Everybody signs in again.`,
    recounted: (buckets) =>
      `Ratings came in while the backup was taken: ${buckets} monthly figures were counted anew.`,
    problem: (problem) => problemEn(problem),
    failed: (message) => `Not finished: ${message}`,
  },
};

function problemZh(problem: BackupProblem): string {
  switch (problem.kind) {
    case 'newer':
      return `${problem.file} 由较新的版本 ${problem.app} 写成。请先升级本系统。`;
    case 'nothing':
      return '数据库里还没有社区，没有可备份的数据。请检查 DATA_DIR 或 MONGODB_URI。';
    case 'occupied':
      return '数据库里已有数据。加上 --replace 会用备份替换全部现有数据。';
    case 'databaseFull':
      return '数据库的磁盘空间不足，现有数据未改动。恢复需要同时容纳新旧两份数据。';
    case 'stopped':
      return '已停止，未做任何改动。';
    case 'clash':
      return `备份中有两条数据互相冲突，现有数据未改动：${problem.message}`;
    default:
      return FILES_ZH[problem.kind](problem.file);
  }
}

function problemEn(problem: BackupProblem): string {
  switch (problem.kind) {
    case 'newer':
      return `${problem.file} was written by the newer version ${problem.app}. Upgrade Paidan first.`;
    case 'nothing':
      return 'There is no community in the database, so nothing to back up. Check DATA_DIR or MONGODB_URI.';
    case 'occupied':
      return 'The database holds data. Add --replace to put the backup in place of everything in it.';
    case 'databaseFull':
      return 'The database has no room left; what it held is unchanged. A restore needs room for the old and the new data.';
    case 'stopped':
      return 'Stopped; nothing was changed.';
    case 'clash':
      return `Two documents of the backup contradict each other; the database is unchanged: ${problem.message}`;
    default:
      return FILES_EN[problem.kind](problem.file);
  }
}

export const backupTexts = (language: Language): BackupTexts => TEXTS[language];
