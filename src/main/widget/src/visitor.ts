import { stringify } from './json.js';

/** A visitor's token, to which a widget's key is exchanged: short-lived, and renewed as the same visitor. */
export class Visitor {
  private token: string | null = null;
  private until = 0;
  private renewing: Promise<void> | null = null;

  constructor(private readonly key: string, private readonly exchange: (body: string) => Promise<{ token: string; expires_in: number }>) {}

  /** Gives a token that is good for some time yet. */
  async bearer(): Promise<string | null> {
    if (Date.now() >= this.until) {
      this.renewing ??= this.renew().finally(() => { this.renewing = null; });
      await this.renewing;
    }
    return this.token;
  }

  private async renew(): Promise<void> {
    const name = `footnote-visitor-${this.key.split('_')[1] ?? ''}`;
    const { token, expires_in } = await this.exchange(stringify({ key: this.key, ...kept(name) }));
    this.token = token;
    this.until = Date.now() + expires_in * 900;
    try {
      localStorage.setItem(name, token);
    } catch {
      // Not allowed: whoever comes back is somebody new
    }
  }
}

function kept(name: string): { token?: string } {
  try {
    const token = localStorage.getItem(name);
    return token ? { token } : {};
  } catch {
    return {};
  }
}
