/** What is simulated unless the user says otherwise. */
export const usualModels: readonly string[] = ["Lovense Nora", "Lovense Max", "Lovense Solace Pro", "Aneros Vivi"];
