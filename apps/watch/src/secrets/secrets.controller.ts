import { Body, Controller, Get, HttpCode, NotFoundException, Param, Post } from '@nestjs/common';
import type { SecretVersion } from '#base/secrets';
import { decisionBody, renewalBody, restoreBody, rotationBody, secretBody } from '#libs/api';
import type { Grants } from '#libs/reporting';
import { Access, Caller } from '../access/access.js';
import { checked } from '../answers/checked.js';
import { VaultOffice, type SecretPlace } from './vault-office.js';

/** What departments granted. Values go in, none ever comes out. */
@Controller('api/v1/secrets')
export class SecretsController {
  constructor(private readonly office: VaultOffice) {}

  @Get()
  grants(): Promise<Grants> {
    return this.office.grants();
  }

  @Get(':name/versions')
  async versions(@Param('name') name: string): Promise<readonly SecretVersion[]> {
    const versions = await this.office.versions(name);
    if (versions.length === 0) throw new NotFoundException('密钥库中没有这个密钥。');
    return versions;
  }

  @Post(':name')
  put(@Caller() caller: Access, @Param('name') name: string, @Body() body: unknown): Promise<SecretPlace> {
    const asked = checked(secretBody, body);
    return this.office.put(name, { ...asked, by: caller.by(asked.by) });
  }

  @Post(':name/rotate')
  @HttpCode(200)
  rotate(@Caller() caller: Access, @Param('name') name: string, @Body() body: unknown): Promise<SecretPlace> {
    const { by, why, value, ...terms } = checked(rotationBody, body);
    return this.office.rotate(name, value, terms, { by: caller.by(by), why });
  }

  @Post(':name/renew')
  @HttpCode(200)
  async renew(
    @Caller() caller: Access,
    @Param('name') name: string,
    @Body() body: unknown,
  ): Promise<{ readonly name: string }> {
    const { by, why, ...terms } = checked(renewalBody, body);
    await this.office.renew(name, terms, { by: caller.by(by), why });
    return { name };
  }

  @Post(':name/restore')
  @HttpCode(200)
  restore(
    @Caller() caller: Access,
    @Param('name') name: string,
    @Body() body: unknown,
  ): Promise<SecretPlace> {
    const { by, why, version } = checked(restoreBody, body);
    return this.office.restore(name, version, { by: caller.by(by), why });
  }

  @Post(':name/remove')
  @HttpCode(200)
  async remove(
    @Caller() caller: Access,
    @Param('name') name: string,
    @Body() body: unknown,
  ): Promise<{ readonly name: string }> {
    const { by, why } = checked(decisionBody, body);
    await this.office.remove(name, { by: caller.by(by), why });
    return { name };
  }
}
