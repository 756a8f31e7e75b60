import { MAX_NESTING, tooDeep } from '../bson/codec.ts';
import type { Document } from '../bson/values.ts';
import { isDeeperThan, isTrue } from '../bson/values.ts';
import { mongoError, toMongoError } from '../errors.ts';
import { aggregate } from './aggregate.ts';
import { collMod, create, drop, dropDatabase, listCollections, renameCollection } from './collections.ts';
import type { Command, CommandContext } from './context.ts';
import { deleteDocuments } from './delete.ts';
import { explain } from './explain.ts';
import { count, distinct, find, getMore, killCursors } from './find.ts';
import { findAndModify } from './find-and-modify.ts';
import { createIndexes, dropIndexes, listIndexes } from './indexes.ts';
import { insert } from './insert.ts';
import { SERVER_COMMANDS } from './server.ts';
import { update } from './update.ts';

const COMMANDS: Readonly<Record<string, Command>> = {
  ...SERVER_COMMANDS,
  insert,
  update,
  delete: deleteDocuments,
  findAndModify,
  findandmodify: findAndModify,
  find,
  getMore,
  killCursors,
  count,
  distinct,
  aggregate,
  explain,
  createIndexes,
  listIndexes,
  dropIndexes,
  deleteIndexes: dropIndexes,
  create,
  drop,
  dropDatabase,
  renameCollection,
  listCollections,
  collMod,
};

/** Answers one command; errors become MongoDB's error reply. */
export async function answer(context: CommandContext): Promise<unknown> {
  const { message } = context;
  try {
    const [name = ''] = Object.keys(message);
    const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
    if (!command) throw mongoError('CommandNotFound', `no such command: '${name}'`);
    if ('txnNumber' in message || isTrue(message['startTransaction']))
      throw mongoError(
        'IllegalOperation',
        'Transaction numbers are only allowed on a replica set member or mongos',
      );
    if (isDeeperThan(message, MAX_NESTING + 10)) throw tooDeep();
    return await command(context);
  } catch (error) {
    return errorReply(error);
  }
}

export function errorReply(thrown: unknown): Document {
  const { code, codeName, message, details } = toMongoError(thrown);
  return { ok: 0, errmsg: message, code, codeName, ...details };
}
