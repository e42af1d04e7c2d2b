import { Module, type DynamicModule } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { TopicNames } from '#base/kafka';
import { Accounts, OidcSignIn, SignIn, Tokens } from '#libs/access';
import { Attachments, DocumentsDesk } from '#libs/documents';
import { Lookups } from '#libs/lookup';
import { ParkedDesk, ReportStore } from '#libs/reporting';
import { SupportDesk } from '#libs/support';
import { BackfillOffice } from './sources/backfill-office.js';
import { BackfillsController } from './sources/backfills.controller.js';
import { CasesController } from './cases/cases.controller.js';
import { CodesController } from './parked/codes.controller.js';
import { CostsController } from './sources/costs.controller.js';
import { OpenApiController } from './open-api.controller.js';
import { HealthController, WatchTelemetry } from './health/health.controller.js';
import { ListsController } from './sources/lists.controller.js';
import { LookupsController } from './lookups/lookups.controller.js';
import { AccessGuard } from './access/access.guard.js';
import { Journal } from './access/journal.js';
import { AccountsController } from './access/accounts.controller.js';
import { MessagesController } from './cases/messages.controller.js';
import { PolicyController } from './policy/policy.controller.js';
import { PolicyOffice } from './policy/policy-office.js';
import { Recogniser } from './access/recognise.js';
import { CookieRule } from './access/cookie.js';
import { OidcController } from './access/oidc.controller.js';
import { SessionController } from './access/session.controller.js';
import { ParkedController } from './parked/parked.controller.js';
import { ParkedOffice } from './parked/parked-office.js';
import { AttachmentsController } from './documents/attachments.controller.js';
import { DocumentsController } from './documents/documents.controller.js';
import { RepliesController } from './replies/replies.controller.js';
import { ReplyPost } from './replies/reply-post.js';
import { SupportController } from './support/support.controller.js';
import { ReportsController } from './reports/reports.controller.js';
import { SecretsController } from './secrets/secrets.controller.js';
import { VaultOffice } from './secrets/vault-office.js';
import { SourceLife } from './sources/source-life.js';
import { SourceTrials } from './sources/source-trials.js';
import { SourcesController } from './sources/sources.controller.js';
import { StatusController } from './health/status.controller.js';
import { TrialsController } from './sources/trials.controller.js';

/** What main.ts has opened and the controllers use. */
export interface WatchParts {
  readonly store: ReportStore;
  readonly topics: TopicNames;
  readonly desk: ParkedDesk;
  readonly office: ParkedOffice;
  readonly backfills: BackfillOffice;
  readonly secrets: VaultOffice;
  readonly life: SourceLife;
  readonly trials: SourceTrials;
  readonly lookups: Lookups;
  readonly policy: PolicyOffice;
  readonly documents: DocumentsDesk;
  readonly attachments: Attachments;
  readonly support: SupportDesk;
  readonly replies: ReplyPost;
  readonly accounts: Accounts;
  readonly tokens: Tokens;
  readonly signIn: SignIn;
  readonly oidc: OidcSignIn;
  readonly recogniser: Recogniser;
  readonly journal: Journal;
  readonly cookies: CookieRule;
  readonly telemetry: WatchTelemetry;
}

/** What people see, over HTTP. */
@Module({
  controllers: [
    StatusController,
    ReportsController,
    SourcesController,
    TrialsController,
    BackfillsController,
    SecretsController,
    CasesController,
    MessagesController,
    RepliesController,
    DocumentsController,
    AttachmentsController,
    SupportController,
    PolicyController,
    SessionController,
    OidcController,
    AccountsController,
    ParkedController,
    CodesController,
    ListsController,
    CostsController,
    LookupsController,
    OpenApiController,
    HealthController,
  ],
})
export class WatchModule {
  /** The module over parts that main.ts owns, so that it also closes them. */
  static over(parts: WatchParts): DynamicModule {
    return {
      module: WatchModule,
      providers: [
        { provide: ReportStore, useValue: parts.store },
        { provide: TopicNames, useValue: parts.topics },
        { provide: ParkedDesk, useValue: parts.desk },
        { provide: ParkedOffice, useValue: parts.office },
        { provide: BackfillOffice, useValue: parts.backfills },
        { provide: VaultOffice, useValue: parts.secrets },
        { provide: SourceLife, useValue: parts.life },
        { provide: SourceTrials, useValue: parts.trials },
        { provide: Lookups, useValue: parts.lookups },
        { provide: PolicyOffice, useValue: parts.policy },
        { provide: DocumentsDesk, useValue: parts.documents },
        { provide: Attachments, useValue: parts.attachments },
        { provide: SupportDesk, useValue: parts.support },
        { provide: ReplyPost, useValue: parts.replies },
        { provide: Accounts, useValue: parts.accounts },
        { provide: Tokens, useValue: parts.tokens },
        { provide: SignIn, useValue: parts.signIn },
        { provide: OidcSignIn, useValue: parts.oidc },
        { provide: Recogniser, useValue: parts.recogniser },
        { provide: Journal, useValue: parts.journal },
        { provide: CookieRule, useValue: parts.cookies },
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: WatchTelemetry, useValue: parts.telemetry },
      ],
    };
  }
}
