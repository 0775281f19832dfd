import { EventEmitter } from 'node:events';
import { blank, type Painter } from './painter.ts';

/** The screen side of a terminal. */
export interface ScreenStream extends NodeJS.WritableStream {
  readonly columns?: number;
  readonly rows?: number;
}

/**
 * The screen as Ink gets it. Ink draws only lines that changed since the last frame, and after a resize begins with the
 * frame of the old size: what wraps then, or what the terminal itself moved, would stay. So it hears of a resize only
 * after everything was made anew, in a way after which it draws all of it on an empty screen. Where the painter has drawn,
 * Ink finds an empty screen, too, as it left it.
 */
export class InkScreen {
  /** What Ink writes to. */
  readonly stream: ScreenStream;
  readonly #screen: ScreenStream;
  readonly #painter: Painter;
  readonly #events = new EventEmitter();
  #muted = false;
  #wider = 0;

  constructor(screen: ScreenStream, painter: Painter) {
    this.#screen = screen;
    this.#painter = painter;
    const own: Readonly<Record<string, unknown>> = {
      write: (...args: Parameters<ScreenStream['write']>) => this.#muted || this.#write(...args),
      on: (name: string, listener: () => void) => this.#of(name).on(name, listener),
      off: (name: string, listener: () => void) => this.#of(name).off(name, listener),
    };
    this.stream = new Proxy(screen, {
      get: (target, name) => {
        if (name === 'columns') return target.columns === undefined ? undefined : target.columns + this.#wider;
        const value: unknown = own[String(name)] ?? Reflect.get(target, name, target);
        return typeof value === 'function' && !(name in own) ? value.bind(target) : value;
      },
    });
  }

  #write(...args: Parameters<ScreenStream['write']>): boolean {
    const cleared = this.#painter.giveWay();
    if (cleared !== '') this.#screen.write(cleared);
    return this.#screen.write(...args);
  }

  #of(name: string): Pick<EventEmitter, 'on' | 'off'> {
    return name === 'resize' ? this.#events : this.#screen;
  }

  /** The terminal has another size. @param remake makes the frame anew for it, at once */
  resized(remake: () => void): void {
    this.#muted = true;
    remake();
    // Where its screen becomes narrower, Ink forgets what it has drawn.
    this.#wider = 1;
    this.#events.emit('resize');
    this.#wider = 0;
    this.#muted = false;
    this.#screen.write(blank);
    this.#events.emit('resize');
    this.#painter.again();
  }
}
