import { z } from 'zod';
import { ROLES } from '../../../shared/people/member.ts';
import type { Directory, MemberSelf } from '../../../shared/protocol/dto.ts';
import { LANGUAGES } from '../../../shared/texts/index.ts';
import { areaAnswer, categoryAnswer, itemAnswer } from './places.ts';

export const selfAnswer: z.ZodType<MemberSelf> = z.object({
  _id: z.string(),
  username: z.string(),
  name: z.string(),
  roles: z.array(z.enum(ROLES)),
  areaIds: z.array(z.string()),
  onDuty: z.boolean(),
  language: z.enum(LANGUAGES).exactOptional(),
});

const unit = z.object({ _id: z.string(), name: z.string() });

export const directoryAnswer: z.ZodType<Directory> = z.object({
  version: z.number(),
  areas: z.array(areaAnswer),
  categories: z.array(categoryAnswer),
  items: z.array(itemAnswer),
  members: z.array(
    z.object({
      _id: z.string(),
      name: z.string(),
      roles: z.array(z.enum(ROLES)),
      areaIds: z.array(z.string()),
      onDuty: z.boolean(),
    }),
  ),
  teams: z.array(unit),
  departments: z.array(unit),
});

const hours = z.object({ weekday: z.int(), from: z.int(), to: z.int() });

/** A member as administrators see them; never with a password. */
export const memberAnswer = z.object({
  _id: z.string(),
  username: z.string(),
  name: z.string(),
  roles: z.array(z.enum(ROLES)),
  areaIds: z.array(z.string()),
  areaPaths: z.array(z.string()),
  departmentId: z.string().optional(),
  teamIds: z.array(z.string()),
  skills: z.array(z.string()),
  hours: z.array(hours),
  phone: z.string().optional(),
  onDuty: z.boolean(),
  active: z.boolean(),
  language: z.enum(LANGUAGES).optional(),
  rev: z.number().optional(),
});

export const unitAnswer = z.object({
  _id: z.string(),
  name: z.string(),
  areaIds: z.array(z.string()),
  areaPaths: z.array(z.string()),
  skills: z.array(z.string()).optional(),
  itemIds: z.array(z.string()).optional(),
  phone: z.string().optional(),
  active: z.boolean(),
  rev: z.number().optional(),
  /** How many active members belong to it; in lists only. */
  members: z.number().optional(),
});
