// The peer's storage on PostgreSQL: one table, hashed nowhere (as the peer's own examples), one statement a call.
import pg from 'pg';

pg.types.setTypeParser(20, Number);
export const pool = new pg.Pool({ connectionString: process.env.DATABASE, max: 8 });

await pool.query(`CREATE TABLE IF NOT EXISTS peer (
  model text NOT NULL, id text NOT NULL, payload jsonb NOT NULL, grant_id text, uid text, user_code text,
  expires_at timestamptz, PRIMARY KEY (model, id))`);
await pool.query('CREATE INDEX IF NOT EXISTS peer_grant ON peer (grant_id) WHERE grant_id IS NOT NULL');
await pool.query('CREATE INDEX IF NOT EXISTS peer_uid ON peer (model, uid) WHERE uid IS NOT NULL');

const UPSERT = `INSERT INTO peer (model, id, payload, grant_id, uid, user_code, expires_at)
  VALUES ($1, $2, $3, $4, $5, $6, now() + make_interval(secs => $7))
  ON CONFLICT (model, id) DO UPDATE SET payload = excluded.payload, expires_at = excluded.expires_at`;
const FIND = 'SELECT payload FROM peer WHERE model = $1 AND id = $2 AND (expires_at IS NULL OR expires_at > now())';
const FIND_UID = 'SELECT payload FROM peer WHERE model = $1 AND uid = $2 AND (expires_at IS NULL OR expires_at > now())';
const CONSUME = `UPDATE peer SET payload = payload || jsonb_build_object('consumed', extract(epoch FROM now())::bigint)
  WHERE model = $1 AND id = $2`;

const run = (name, text, values) => pool.query({ name, text, values });

export class PostgresqlAdapter {
  constructor(model) {
    this.model = model;
  }

  async upsert(id, payload, expiresIn) {
    const { grantId = null, uid = null, userCode = null } = payload;
    await run('upsert', UPSERT, [this.model, id, payload, grantId, uid, userCode, expiresIn ?? null]);
  }

  async find(id) {
    return (await run('find', FIND, [this.model, id])).rows[0]?.payload;
  }

  async findByUid(uid) {
    return (await run('find-uid', FIND_UID, [this.model, uid])).rows[0]?.payload;
  }

  async findByUserCode() {
    return undefined;
  }

  async consume(id) {
    await run('consume', CONSUME, [this.model, id]);
  }

  async destroy(id) {
    await run('destroy', 'DELETE FROM peer WHERE model = $1 AND id = $2', [this.model, id]);
  }

  async revokeByGrantId(grantId) {
    await run('revoke', 'DELETE FROM peer WHERE grant_id = $1', [grantId]);
  }
}
