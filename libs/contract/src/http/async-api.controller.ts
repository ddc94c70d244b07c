import { Controller, Get } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '#partners';
import { asyncApiDocument } from '../async-api/async-api-document.js';

/** Beside `/openapi.json`, and for everybody as that is. */
@ApiExcludeController()
@Controller('asyncapi.json')
@Public()
export class AsyncApiController {
  @Get()
  document(): object {
    return asyncApiDocument();
  }
}
