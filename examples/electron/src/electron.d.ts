/** The few parts of Electron that this example uses. In an application of your own the package `electron` has them. */
declare module "electron" {
  export const app: {
    whenReady(): Promise<void>;
    quit(): void;
    on(event: "window-all-closed", listener: () => void): void;
    on(event: "will-quit", listener: (event: { preventDefault(): void }) => void): void;
  };
  export class BrowserWindow {
    constructor(options: { width: number; height: number });
    loadURL(url: string): Promise<void>;
  }
  export const powerMonitor: { on(event: "suspend", listener: () => void): void };
  export const protocol: {
    registerSchemesAsPrivileged(
      schemes: { scheme: string; privileges: { standard: boolean; secure: boolean } }[],
    ): void;
    handle(scheme: string, answer: (request: Request) => Promise<Response>): void;
  };
  interface MenuItem {
    label: string;
    click?: () => void;
    submenu?: MenuItem[];
  }
  interface ApplicationMenu {
    readonly items: readonly unknown[];
  }
  export const Menu: {
    buildFromTemplate(template: MenuItem[]): ApplicationMenu;
    setApplicationMenu(menu: ApplicationMenu): void;
  };
}
