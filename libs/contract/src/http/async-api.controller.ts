import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '#partners';
import { asyncApiDocument } from '../async-api/async-api-document.js';

/** The same for as long as the process lives; over a megabyte, for anybody to ask for as often as they like. */
let text: string | undefined;

/** Beside `/openapi.json`, and for everybody as that is. */
@ApiExcludeController()
@Controller('asyncapi.json')
@Public()
export class AsyncApiController {
  @Get()
  @Header('content-type', 'application/json; charset=utf-8')
  document(): string {
    text ??= JSON.stringify(asyncApiDocument());
    return text;
  }
}
