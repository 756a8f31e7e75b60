import { readFileSync } from 'node:fs';
import { runInNewContext, Script } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

/**
 * docker-compose.yml and the Dockerfile against what the Compose specification allows for the parts that are used here
 * (https://github.com/compose-spec/compose-spec, checked by strict shapes: a misspelt key is an error), and against the
 * product itself.
 */
const root = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');

const duration = z.string().regex(/^(\d+(h|m|s|ms|us))+$/);
const command = z.array(z.string()).min(1);
const healthcheck = z.strictObject({
  test: z.tuple([z.literal('CMD')], z.string()),
  interval: duration,
  timeout: duration,
  retries: z.number().int().positive(),
  start_period: duration.optional(),
});
const service = z
  .strictObject({
    build: z.string().optional(),
    image: z.string().optional(),
    restart: z.enum(['no', 'always', 'on-failure', 'unless-stopped']),
    init: z.boolean().optional(),
    read_only: z.boolean().optional(),
    tmpfs: z.array(z.string().startsWith('/')).optional(),
    cap_drop: z.array(z.string()).optional(),
    security_opt: z.array(z.string()).optional(),
    user: z.string().optional(),
    command: command.optional(),
    environment: z.record(z.string().regex(/^[A-Z_]+$/), z.string()).optional(),
    ports: z.array(z.string().regex(/^(127\.0\.0\.1:)?\d+:\d+$/)).optional(),
    volumes: z.array(z.string().regex(/^[a-z][a-z-]*:\/[\w/]+$/)),
    depends_on: z.record(z.string(), z.strictObject({ condition: z.literal('service_healthy') })).optional(),
    healthcheck,
    stop_grace_period: duration.optional(),
  })
  .refine((one) => (one.build === undefined) !== (one.image === undefined), 'either build or image');
const composeFile = z.strictObject({
  name: z.string().regex(/^[a-z0-9][a-z0-9_-]*$/),
  services: z.record(z.string(), service),
  volumes: z.record(z.string(), z.null()),
});

const compose = composeFile.parse(parse(root('docker-compose.yml')));
const dockerfile = root('Dockerfile');
const serviceNamed = (name: string): z.infer<typeof service> => {
  const found = compose.services[name];
  if (!found) throw new Error(`no service ${name}`);
  return found;
};

describe('docker-compose.yml', () => {
  test('G1 it starts the app, a replica set and Redis, each with a health check and data that stays', () => {
    expect(Object.keys(compose.services)).toEqual(['app', 'mongo', 'redis']);
    const named = Object.values(compose.services).flatMap((one) =>
      one.volumes.map((mount) => mount.split(':')[0]),
    );
    expect(named.toSorted()).toEqual(Object.keys(compose.volumes).toSorted());
  });

  test('G1 the app waits until both are well', () => {
    expect(Object.keys(serviceNamed('app').depends_on ?? {}).toSorted()).toEqual(['mongo', 'redis']);
  });

  test('G1 images are named with a version', () => {
    for (const name of ['mongo', 'redis']) expect(serviceNamed(name).image).toMatch(/^[a-z]+:\d/);
    for (const [, image] of dockerfile.matchAll(/^FROM (\S+)/gm)) expect(image).toMatch(/^node:\d+-/);
  });

  test('G1 every setting is one that the product reads', () => {
    const config = root('server/config.ts');
    for (const setting of Object.keys(serviceNamed('app').environment ?? {}))
      expect(config).toContain(`'${setting}'`);
  });

  test('G1 the app reaches the replica set that the health check begins', () => {
    const uri = new URL(serviceNamed('app').environment?.['MONGODB_URI'] ?? '');
    expect(uri.host).toBe('mongo:27017');
    const set = uri.searchParams.get('replicaSet');
    const mongo = serviceNamed('mongo');
    expect(mongo.command).toEqual(['mongod', '--replSet', set, '--bind_ip_all']);
    const script = mongo.healthcheck.test.at(-1) ?? '';
    expect(script).toContain(`_id: '${set}'`);
    expect(script).toContain(`host: '${uri.host}'`);
  });

  test('G1 the health check begins a replica set once, and is well only on a primary', () => {
    const script = serviceNamed('mongo').healthcheck.test.at(-1) ?? '';
    const run = (isBegun: boolean, isWritablePrimary: boolean): { begun: object[]; code: number | null } => {
      const begun: object[] = [];
      let code: number | null = null;
      const rs = {
        status() {
          if (!isBegun) throw new Error('no replset config has been received');
        },
        initiate: (config: object) => void begun.push(config),
      };
      const quit = (given: number): void => void (code = given);
      runInNewContext(script, { rs, db: { hello: () => ({ isWritablePrimary }) }, quit });
      return { begun, code };
    };
    expect(run(false, false)).toEqual({
      begun: [{ _id: 'rs0', members: [{ _id: 0, host: 'mongo:27017' }] }],
      code: 1,
    });
    expect(run(true, false)).toEqual({ begun: [], code: 1 });
    expect(run(true, true)).toEqual({ begun: [], code: 0 });
  });

  test('G1 the app may write nowhere but to its volume and /tmp, and gains no rights', () => {
    const app = serviceNamed('app');
    expect([app.read_only, app.tmpfs, app.cap_drop]).toEqual([true, ['/tmp'], ['ALL']]);
    expect(app.security_opt).toEqual(['no-new-privileges:true']);
    expect(app.volumes).toEqual([`app-data:${app.environment?.['DATA_DIR']}`]);
    // What draining takes at most, and a little more.
    expect(Number.parseInt(app.stop_grace_period ?? '0', 10) * 1000).toBeGreaterThan(drainMs());
  });
});

describe('the Dockerfile', () => {
  test('G1 the app is not run by root, and its data folder is its own', () => {
    const last = dockerfile.slice(dockerfile.lastIndexOf('FROM '));
    expect(last).toMatch(/^USER node$/m);
    expect(last).toMatch(/^RUN mkdir \/data && chown node:node \/data$/m);
    expect(last.indexOf('USER node')).toBeLessThan(last.indexOf('CMD ["node", "dist/server/main.js"]'));
  });

  test('G1 its health check is the one of docker-compose.yml', () => {
    const [, inImage = '[]'] = /HEALTHCHECK [^[]*(\[.*\])/.exec(dockerfile.replaceAll('\\\n', '')) ?? [];
    const words = JSON.parse(inImage) as string[];
    expect(words.slice(0, 2)).toEqual(['node', '-e']);
    for (const script of [words[2], serviceNamed('app').healthcheck.test.at(-1)]) {
      expect(script).toContain('/healthz');
      expect(() => new Script(script ?? '(')).not.toThrow();
    }
  });

  test('G1 what it copies is there, and nothing that must not be in an image', () => {
    const [, files = ''] = /^COPY (package\.json .*) \.\/$/m.exec(dockerfile) ?? [];
    for (const file of files.split(' ')) expect(root(file)).not.toBe('');
    const ignored = root('.dockerignore').split('\n');
    for (const name of ['node_modules', 'dist', 'data', '.git']) expect(ignored).toContain(name);
  });
});

function drainMs(): number {
  const [, digits = ''] = /DRAIN_MS = ([\d_]+)/.exec(root('server/main.ts')) ?? [];
  return Number(digits.replaceAll('_', ''));
}
