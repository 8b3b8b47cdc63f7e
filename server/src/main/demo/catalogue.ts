/** What the sample shop sells: home textiles with colours, prices in lira (of the first day of the story) and costs. */
import { parseMoney } from './lira.ts'

export type Article = {
  id: string
  title: string
  category: string
  brand: string
  /** Kuruş on the first day of the story. */
  price: number
  cost: number
  weight: number
}

type Line = readonly [
  title: string,
  category: string,
  brand: string,
  lira: number,
  costShare: number,
  weight: number,
]

const lines: readonly Line[] = [
  ['Keten Nevresim Takımı, Çift Kişilik', 'Nevresim', 'Ilgın', 1890, 0.44, 9],
  ['Pamuk Saten Nevresim Takımı', 'Nevresim', 'Ilgın', 1290, 0.46, 10],
  ['Ranforce Nevresim Takımı, Tek Kişilik', 'Nevresim', 'Kıyı', 690, 0.5, 9],
  ['Bebek Nevresim Takımı, Müslin', 'Nevresim', 'Minik', 540, 0.45, 5],
  ['Pike Takımı, Buldan Bezi', 'Pike', 'Toprak', 980, 0.43, 6],
  ['Müslin Pike, Çift Kişilik', 'Pike', 'Ilgın', 760, 0.45, 7],
  ['Pamuk Havlu Seti, Üçlü', 'Havlu', 'Ilgın', 420, 0.42, 12],
  ['Banyo Havlusu, 70x140', 'Havlu', 'Kıyı', 260, 0.46, 10],
  ['Peştemal, Sultan', 'Havlu', 'Toprak', 220, 0.4, 8],
  ['Plaj Havlusu, Çizgili', 'Havlu', 'Kıyı', 310, 0.41, 5],
  ['El Havlusu, Dörtlü', 'Havlu', 'Kıyı', 190, 0.44, 7],
  ['Bornoz, Kapüşonlu', 'Bornoz', 'Ilgın', 840, 0.47, 5],
  ['Aile Bornoz Seti', 'Bornoz', 'Ilgın', 1980, 0.49, 3],
  ['Waffle Bornoz, Kimono', 'Bornoz', 'Toprak', 720, 0.45, 3],
  ['Yün Battaniye, Ekose', 'Battaniye', 'Yayla', 1150, 0.5, 4],
  ['Pamuk Battaniye, Örgü', 'Battaniye', 'Ilgın', 890, 0.46, 6],
  ['Koltuk Şalı, Püsküllü', 'Battaniye', 'Toprak', 460, 0.42, 8],
  ['Kaz Tüyü Yastık', 'Yastık', 'Yayla', 650, 0.55, 5],
  ['Boyun Destekli Yastık', 'Yastık', 'Yayla', 480, 0.52, 5],
  ['Keten Kırlent, 45x45', 'Kırlent', 'Ilgın', 240, 0.38, 10],
  ['Kadife Kırlent, 50x50', 'Kırlent', 'Kıyı', 210, 0.4, 7],
  ['Nakışlı Kırlent Kılıfı', 'Kırlent', 'Toprak', 180, 0.36, 6],
  ['Dört Mevsim Yorgan', 'Yorgan', 'Yayla', 1350, 0.51, 4],
  ['Yün Yorgan, Elde Dikim', 'Yorgan', 'Yayla', 2450, 0.53, 2],
  ['Masa Örtüsü, Keten', 'Sofra', 'Ilgın', 560, 0.4, 6],
  ['Runner, Keten', 'Sofra', 'Ilgın', 240, 0.37, 6],
  ['Amerikan Servis, Altılı', 'Sofra', 'Toprak', 320, 0.39, 5],
  ['Mutfak Bezi, Üçlü', 'Sofra', 'Kıyı', 150, 0.38, 8],
  ['Tül Perde, 300x260', 'Perde', 'Kıyı', 780, 0.48, 3],
  ['Keten Fon Perde', 'Perde', 'Ilgın', 940, 0.46, 3],
  ['Pamuklu Kilim, 80x150', 'Halı', 'Toprak', 870, 0.47, 4],
  ['Banyo Paspası, İkili', 'Halı', 'Kıyı', 290, 0.43, 6],
]

const colours = ['kum', 'toprak', 'zeytin', 'kırık beyaz', 'lacivert', 'kiremit'] as const

/** Each line in two or three colours, so that about eighty articles stand on the shelf. */
export const catalogue: readonly Article[] = lines.flatMap(
  ([title, category, brand, lira, share, weight], index) =>
    Array.from({ length: index % 3 === 0 ? 3 : 2 }, (_, nth) => {
      const colour = colours[(index + nth * 2) % colours.length] as string
      return {
        id: `IL-${String(index + 1).padStart(2, '0')}-${nth + 1}`,
        title: `${title}, ${colour}`,
        category,
        brand,
        price: parseMoney(lira),
        cost: Math.round(parseMoney(lira) * share),
        weight: weight / (nth + 1),
      }
    }),
)

/** How much more each category is wanted in each month, January first. */
export const seasonOfCategory: Readonly<Record<string, readonly number[]>> = {
  Battaniye: [1.7, 1.4, 1, 0.7, 0.4, 0.3, 0.2, 0.3, 0.8, 1.4, 2, 2],
  Yorgan: [1.6, 1.3, 0.9, 0.6, 0.4, 0.3, 0.3, 0.5, 1.1, 1.6, 1.9, 1.7],
  Havlu: [0.7, 0.7, 0.8, 1, 1.4, 1.8, 1.9, 1.5, 1, 0.8, 0.9, 0.8],
  Pike: [0.4, 0.5, 0.8, 1.2, 1.8, 2, 1.9, 1.4, 0.9, 0.5, 0.5, 0.4],
  Sofra: [0.8, 0.8, 1.2, 1.1, 1.2, 0.9, 0.8, 0.8, 1, 1, 1.2, 1.5],
}
