import { Controller, Get } from '@nestjs/common';
import { apiDocument } from '#libs/api';

/** What the API can do, for machines. */
@Controller('api/v1/openapi.json')
export class OpenApiController {
  @Get()
  document(): object {
    return apiDocument();
  }
}
