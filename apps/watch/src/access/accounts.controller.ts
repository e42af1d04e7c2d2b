import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import {
  Accounts,
  OidcSignIn,
  readJournal,
  roleRights,
  Tokens,
  type Account,
  type IssuedToken,
  type JournalLine,
  type Token,
} from '#libs/access';
import { accountBody, journalQuery, linkBody, reasonBody, tokenBody } from '#libs/api';
import { ReportStore } from '#libs/reporting';
import { Access, Caller } from './access.js';
import { checked } from '../answers/checked.js';

/** A first password, answered once. */
interface FirstPassword {
  readonly name: string;
  readonly password: string;
}

interface Usable {
  readonly name: string;
  readonly disabled: boolean;
}

interface Linked {
  readonly name: string;
  readonly linked: boolean;
}

interface Revoked {
  readonly id: string;
  readonly revoked: boolean;
}

/** Accounts, tokens and the journal. A first password or a token is in the answer that made it and nowhere else. */
@Controller('api/v1')
export class AccountsController {
  constructor(
    private readonly accounts: Accounts,
    private readonly tokens: Tokens,
    private readonly store: ReportStore,
    private readonly oidc: OidcSignIn,
  ) {}

  @Get('accounts')
  list(): Promise<readonly Account[]> {
    return this.accounts.list();
  }

  @Post('accounts')
  @HttpCode(201)
  async add(@Caller() caller: Access, @Body() body: unknown): Promise<FirstPassword> {
    const { name, title, role, region, department } = checked(accountBody, body);
    const account = { name, title, role, place: { region, department }, password: null };
    return { name, password: await this.accounts.add(account, caller.by('api')) };
  }

  @Post('accounts/:name/reset')
  @HttpCode(200)
  async reset(@Caller() caller: Access, @Param('name') name: string): Promise<FirstPassword> {
    return { name, password: await this.accounts.reset(name, null, caller.by('api')) };
  }

  @Post('accounts/:name/disable')
  @HttpCode(200)
  async disable(
    @Caller() caller: Access,
    @Param('name') name: string,
    @Body() body: unknown,
  ): Promise<Usable> {
    await this.accounts.disable(name, true, checked(reasonBody, body).why, caller.by('api'));
    return { name, disabled: true };
  }

  @Post('accounts/:name/enable')
  @HttpCode(200)
  async enable(
    @Caller() caller: Access,
    @Param('name') name: string,
    @Body() body: unknown,
  ): Promise<Usable> {
    await this.accounts.disable(name, false, checked(reasonBody, body).why, caller.by('api'));
    return { name, disabled: false };
  }

  @Post('accounts/:name/link')
  @HttpCode(200)
  async link(@Caller() caller: Access, @Param('name') name: string, @Body() body: unknown): Promise<Linked> {
    const { subject } = checked(linkBody, body);
    await this.accounts.link(name, { issuer: this.oidc.issuer, subject }, caller.by('api'));
    return { name, linked: true };
  }

  @Post('accounts/:name/unlink')
  @HttpCode(200)
  async unlink(
    @Caller() caller: Access,
    @Param('name') name: string,
    @Body() body: unknown,
  ): Promise<Linked> {
    await this.accounts.unlink(name, checked(reasonBody, body).why, caller.by('api'));
    return { name, linked: false };
  }

  @Get('tokens')
  issued(): Promise<readonly Token[]> {
    return this.tokens.list();
  }

  @Post('tokens')
  @HttpCode(201)
  issue(@Caller() caller: Access, @Body() body: unknown): Promise<IssuedToken> {
    const { region, department, rights, ...token } = checked(tokenBody, body);
    const wanted = rights ?? roleRights[token.role];
    return this.tokens.issue({ ...token, place: { region, department }, rights: wanted }, caller.by('api'));
  }

  @Post('tokens/:id/revoke')
  @HttpCode(200)
  async revoke(@Caller() caller: Access, @Param('id') id: string, @Body() body: unknown): Promise<Revoked> {
    await this.tokens.revoke(id, checked(reasonBody, body).why, caller.by('api'));
    return { id, revoked: true };
  }

  @Get('journal')
  journal(@Query() query: unknown): Promise<readonly JournalLine[]> {
    const { denied, before, ...filter } = checked(journalQuery, query);
    const until = before === null ? null : new Date(before);
    return readJournal(this.store.database, { ...filter, before: until, denied: denied === 'true' });
  }
}
